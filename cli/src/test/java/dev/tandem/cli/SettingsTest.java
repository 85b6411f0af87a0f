package dev.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  @TempDir Path folder;
  private final Cli cli = new Cli();
  private Path config;

  @BeforeEach
  void files() {
    config = folder.resolve("tandem.properties");
    cli.with("TANDEM_BACKEND", "fake")
        .with("TANDEM_DATA", TestData.write(folder.resolve("data")).toString())
        .with("TANDEM_OUTPUT", folder.resolve("run").toString())
        .with("TANDEM_EPOCHS", "1");
  }

  private void config(String text) throws IOException {
    Files.writeString(config, text);
  }

  private Result train(String... more) {
    String[] args = new String[more.length + 1];
    args[0] = "train";
    System.arraycopy(more, 0, args, 1, more.length);
    return cli.run(args);
  }

  @Test
  void flagBeatsEnvironmentBeatsFile() throws IOException {
    config("batch-size = 5\nseed=5\nlimit=10\njson=true\n");
    cli.with("TANDEM_BATCH_SIZE", "6").with("TANDEM_SEED", "6");

    Result result = train("--config", config.toString(), "--seed", "7");

    assertThat(result.exit()).isZero();
    assertThat(result.json().get("seed").asInt()).isEqualTo(7);
    assertThat(result.json().get("batchSize").asInt()).isEqualTo(6);
    assertThat(result.json().at("/provenance/data").has("train[0:10]")).isTrue();
  }

  @Test
  void theEnvironmentCanNameTheFile() throws IOException {
    config("json=true");

    assertThat(cli.with("TANDEM_CONFIG", config.toString()).run("models").json()).hasSize(3);
  }

  @Test
  void aFlagThatTheEnvironmentSetsTooStaysSet() {
    assertThat(cli.with("TANDEM_JSON", "true").run("models", "--json").json()).hasSize(3);
    assertThat(cli.with("TANDEM_JSON", "false").run("models", "--json").json()).hasSize(3);
    assertThat(cli.run("models").out()).startsWith("Model ");
  }

  @Test
  void aBadValueTellsItsOrigin() throws IOException {
    config("lr=fast\n");
    assertThat(train("--config=" + config))
        .satisfies(r -> assertThat(r.exit()).isEqualTo(2))
        .extracting(Result::err)
        .asString()
        .contains("--lr", "got 'fast'", "(from config file " + config + ")");

    cli.with("TANDEM_LR", "-1");
    assertThat(train().err()).contains("--lr", "got '-1'", "(from environment variable TANDEM_LR)");
    assertThat(train("--lr", "0").err()).contains("got '0'").doesNotContain("(from");
  }

  @Test
  void aBooleanTellsItsOriginToo() {
    assertThat(cli.with("TANDEM_JSON", "maybe").run("models").err())
        .contains("--json", "maybe", "environment variable TANDEM_JSON");
  }

  @Test
  void unknownKeysAreRefusedWithTheKnownOnes() throws IOException {
    config("batchsize=5\n");

    Result result = train("--config", config.toString());

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err())
        .contains("unknown key 'batchsize'", "backend, batch-size", "validation")
        .doesNotContain(" config,")
        .doesNotContain("help");
  }

  @Test
  void keysOfOtherCommandsAreFine() throws IOException {
    config("epochs=3\nconfusion=true\n");

    assertThat(cli.run("models", "--config", config.toString()).exit()).isZero();
  }

  @Test
  void aMissingFileIsAUsageError() {
    Result result = train("--config", folder.resolve("none").toString());

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("none: no such file");
  }

  @Test
  void aBrokenFileIsAUsageError() throws IOException {
    config("seed=\\u00zz\n");

    Result result = train("--config", config.toString());

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("config file " + config);
  }
}
