package dev.instar.migrator.twin;

/** Something that cannot be if no write was lost. */
final class AnomalyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AnomalyException(String message) {
    super(message);
  }
}
