package dev.instar.migrator.twin;

/** A writer's rows are in neither table: after a TRUNCATE as it should be, otherwise an anomaly. */
final class RowsGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RowsGoneException() {
    super("rows are in neither table", null, false, false);
  }
}
