package dev.instar.migrator.shadow.ledger.simulation;

/** A row of the source or, transformed, of the shadow; both have unique keys and unique values. */
record Row(int key, int value, int unique) {
  /** What the new shape makes of a source row. */
  Row transformed() {
    return new Row(key, value * 10 + 1, unique);
  }
}
