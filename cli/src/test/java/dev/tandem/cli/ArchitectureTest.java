package dev.tandem.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between the modules. They stand here because only the command line sees them all. */
class ArchitectureTest {
  private static final String[] API = {
    "dev.tandem.data..",
    "dev.tandem.metrics..",
    "dev.tandem.model..",
    "dev.tandem.optim..",
    "dev.tandem.random..",
    "dev.tandem.spi..",
    "dev.tandem.tensor..",
    "dev.tandem.training.."
  };
  private static final String FORMATS = "dev.tandem.formats..";
  private static final String MODELS = "dev.tandem.mnist..";
  private static final String DJL = "dev.tandem.djl..";
  private static final String PYTORCH = "dev.tandem.pytorch..";
  private static final String TENSORFLOW = "dev.tandem.tensorflow..";
  private static final String REFERENCE = "dev.tandem.reference..";
  private static final String CLI = "dev.tandem.cli..";

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.tandem");
  }

  @Test
  void everyModuleIsLookedAt() {
    for (String module :
        new String[] {
          FORMATS, MODELS, DJL, PYTORCH, TENSORFLOW, REFERENCE, CLI, "dev.tandem.spi.."
        }) {
      String name = module.replace("..", "");
      Assertions.assertThat(classes).anyMatch(type -> type.getPackageName().equals(name));
    }
  }

  @Test
  void apiNeedsTheJdkOnly() {
    classes()
        .that()
        .resideInAnyPackage(API)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(concat(API, "java..", "org.jspecify.."))
        .check(classes);
  }

  @Test
  void formatsAndModelsKnowTheApiOnly() {
    onlyApi(FORMATS, MODELS, DJL, PYTORCH, TENSORFLOW, REFERENCE, CLI);
    onlyApi(MODELS, FORMATS, DJL, PYTORCH, TENSORFLOW, REFERENCE, CLI);
  }

  @Test
  void backendsKnowTheApiOnly() {
    onlyApi(DJL, FORMATS, MODELS, PYTORCH, TENSORFLOW, REFERENCE, CLI);
    onlyApi(TENSORFLOW, FORMATS, MODELS, DJL, PYTORCH, REFERENCE, CLI);
    onlyApi(REFERENCE, FORMATS, MODELS, DJL, PYTORCH, TENSORFLOW, CLI);
    onlyApi(PYTORCH, FORMATS, MODELS, TENSORFLOW, REFERENCE, CLI); // and what the DJL engines share
  }

  @Test
  void nobodyKnowsTheCommandLineAndItKnowsNoBackend() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(CLI)
        .check(classes);
    onlyApi(CLI, DJL, PYTORCH, TENSORFLOW, REFERENCE);
  }

  @Test
  void guiceLivesInTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.google.inject..", "jakarta.inject..")
        .check(classes);
  }

  @Test
  void nobodyPrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage(CLI)
        // gives back what TensorFlow wrote there
        .and()
        .doNotHaveFullyQualifiedName("dev.tandem.tensorflow.Stderr")
        .should(ACCESS_STANDARD_STREAMS)
        .check(classes);
  }

  private static void onlyApi(String module, String... forbidden) {
    noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .check(classes);
  }

  private static String[] concat(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }
}
