package dev.instar.engine.sql;

import java.util.Optional;
import java.util.OptionalLong;

/** Cursors. */
public sealed interface Cursor extends Command {

  /**
   * {@code DECLARE name [BINARY] [INSENSITIVE] [[NO] SCROLL] CURSOR [WITH HOLD] FOR query}.
   *
   * @param scroll SCROLL or NO SCROLL, where written
   */
  record Declare(String name, boolean binary, Optional<Boolean> scroll, boolean hold, Query query)
      implements Cursor {}

  /**
   * {@code FETCH | MOVE direction [FROM | IN] name}.
   *
   * @param count how many, or for ABSOLUTE and RELATIVE which; absent for ALL
   */
  record Fetch(String name, boolean move, Direction direction, OptionalLong count)
      implements Cursor {}

  /** {@code CLOSE name | ALL}; without a name for ALL. */
  record Close(Optional<String> name) implements Cursor {}

  /** Where to. NEXT is one FORWARD, PRIOR one BACKWARD, FIRST is ABSOLUTE 1, LAST ABSOLUTE -1. */
  enum Direction {
    FORWARD,
    BACKWARD,
    ABSOLUTE,
    RELATIVE
  }
}
