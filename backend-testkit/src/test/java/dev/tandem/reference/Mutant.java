package dev.tandem.reference;

import dev.tandem.spi.Backend;
import dev.tandem.spi.BackendOptions;
import dev.tandem.spi.BackendProvider;
import java.util.function.UnaryOperator;

/**
 * The reference with one fault.
 *
 * @param fault what is wrong with it
 * @param contract the one that must catch it
 * @param parts what it compiles plans with
 * @param around what lies between it and its caller
 */
record Mutant(String fault, String contract, Parts parts, UnaryOperator<Backend> around)
    implements BackendProvider {

  static Mutant of(String fault, String contract, Parts parts) {
    return new Mutant(fault, contract, parts, UnaryOperator.identity());
  }

  static Mutant around(String fault, String contract, UnaryOperator<Backend> around) {
    return new Mutant(fault, contract, new Parts(), around);
  }

  @Override
  public String id() {
    return "mutant";
  }

  @Override
  public String description() {
    return fault;
  }

  @Override
  public Backend open(BackendOptions options) {
    return around.apply(new ReferenceBackendProvider(parts).open(options));
  }

  @Override
  public String toString() {
    return fault + ": caught by " + contract;
  }
}
