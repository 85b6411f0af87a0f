package dev.tandem.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackendsTest {

  /** Named in src/test/resources/META-INF/services. */
  public static final class ListedProvider implements BackendProvider {
    @Override
    public String id() {
      return "listed";
    }

    @Override
    public String description() {
      return "a provider for tests";
    }

    @Override
    public Backend open(BackendOptions options) {
      throw new BackendUnavailableException("for tests only");
    }
  }

  private record NamedProvider(String id) implements BackendProvider {
    @Override
    public String description() {
      return id;
    }

    @Override
    public Backend open(BackendOptions options) {
      throw new BackendUnavailableException("for tests only");
    }
  }

  @Test
  void findsTheProvidersOnTheClassPath() {
    assertThat(Backends.discover().keySet()).containsExactly("listed");
    assertThat(Backends.named("listed")).isInstanceOf(ListedProvider.class);
  }

  @Test
  void listsProvidersInAlphabeticalOrder() {
    Map<String, BackendProvider> providers =
        Backends.byId(
            List.of(new NamedProvider("b"), new NamedProvider("c"), new NamedProvider("a")));

    assertThat(providers.keySet()).containsExactly("a", "b", "c");
    assertThatThrownBy(providers::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void choosesByIdOnly() {
    NamedProvider b = new NamedProvider("b");

    assertThat(Backends.named("b", Backends.byId(List.of(new NamedProvider("a"), b)))).isSameAs(b);
  }

  @Test
  void answersAnUnknownIdWithTheIdsThereAre() {
    Map<String, BackendProvider> providers =
        Backends.byId(List.of(new NamedProvider("pytorch"), new NamedProvider("mxnet")));

    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> Backends.named("pytorhc", providers))
        .withMessage("unknown backend 'pytorhc'; on the class path: mxnet, pytorch");
  }

  @Test
  void saysThatThereAreNoBackends() {
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> Backends.named("pytorch", Map.of()))
        .withMessage("unknown backend 'pytorch'; on the class path: none");
  }

  @Test
  void refusesTwoProvidersOfOneId() {
    assertThatExceptionOfType(BackendUnavailableException.class)
        .isThrownBy(() -> Backends.byId(List.of(new NamedProvider("listed"), new ListedProvider())))
        .withMessage(
            "two backends on the class path have the id 'listed':"
                + " dev.tandem.spi.BackendsTest$NamedProvider and"
                + " dev.tandem.spi.BackendsTest$ListedProvider; remove one of their jars.");
  }
}
