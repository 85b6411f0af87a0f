package dev.tandem.cli;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.tandem.spi.BackendProvider;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/** What the commands are given: the backends and the time. */
public final class TandemModule extends AbstractModule {
  private final Map<String, BackendProvider> providers;

  /**
   * @param providers by id, as {@link dev.tandem.spi.Backends#discover} finds them
   */
  public TandemModule(Map<String, BackendProvider> providers) {
    this.providers = providers;
  }

  @Override
  protected void configure() {
    MapBinder<String, BackendProvider> backends =
        MapBinder.newMapBinder(binder(), String.class, BackendProvider.class);
    providers.forEach((id, provider) -> backends.addBinding(id).toInstance(provider));
    bind(Clock.class).toInstance(Clock.system(ZoneId.systemDefault()));
  }
}
