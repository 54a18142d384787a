package dev.instar.engine.define.index;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/** There is one place for everything, under the name PostgreSQL's default has. */
public final class Tablespaces {
  private static final String DEFAULT = "pg_default";
  private static final String SHARED = "pg_global";

  private Tablespaces() {}

  /**
   * @throws SqlException 42704 for what there is not
   */
  public static void requireDefault(String name) {
    if (name.equals(SHARED)) {
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE,
          "only shared relations can be placed in pg_global tablespace");
    }
    if (!name.equals(DEFAULT)) {
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT, "tablespace \"" + name + "\" does not exist");
    }
  }
}
