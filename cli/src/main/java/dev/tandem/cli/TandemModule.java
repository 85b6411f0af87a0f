package dev.tandem.cli;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.MapBinder;
import dev.tandem.spi.BackendProvider;
import dev.tandem.spi.Backends;
import java.time.Clock;
import java.time.ZoneId;

/** What the commands are given: every backend on the class path, and the time. */
public final class TandemModule extends AbstractModule {

  @Override
  protected void configure() {
    MapBinder<String, BackendProvider> backends =
        MapBinder.newMapBinder(binder(), String.class, BackendProvider.class);
    Backends.discover().forEach((id, provider) -> backends.addBinding(id).toInstance(provider));
    bind(Clock.class).toInstance(Clock.system(ZoneId.systemDefault()));
  }
}
