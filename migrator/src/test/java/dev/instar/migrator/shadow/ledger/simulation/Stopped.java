package dev.instar.migrator.shadow.ledger.simulation;

/** The migration stopped for a reason that the user would be told. */
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Stopped(String message) {
    super(message);
  }
}
