package dev.instar.engine.define;

import dev.instar.engine.catalog.Column;
import java.util.Map;
import java.util.Optional;

/** Columns with nothing but a name, a type and its collation. */
final class Columns {
  private Columns() {}

  static Column plain(int number, String name, int type, int modifier, Optional<String> collation) {
    return new Column(
        number,
        name,
        type,
        modifier,
        collation,
        false,
        Optional.empty(),
        Column.Generation.NONE,
        false,
        Optional.empty(),
        -1,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }
}
