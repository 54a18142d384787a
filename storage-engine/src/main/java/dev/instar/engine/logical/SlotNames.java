package dev.instar.engine.logical;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;

/** What a slot may be called; PostgreSQL's {@code ReplicationSlotValidateName}. */
final class SlotNames {
  /** NAMEDATALEN - 1. */
  private static final int LENGTH_MAX = 63;

  private SlotNames() {}

  /**
   * @throws SqlException 42602 or 42622
   */
  static void require(String name) {
    if (name.isEmpty()) {
      throw new SqlException(
          SqlState.INVALID_NAME, "replication slot name \"" + name + "\" is too short");
    }
    if (name.length() > LENGTH_MAX) {
      throw new SqlException(
          SqlState.NAME_TOO_LONG, "replication slot name \"" + name + "\" is too long");
    }
    if (!name.chars().allMatch(SlotNames::isAllowed)) {
      throw new SqlException(
              SqlState.INVALID_NAME,
              "replication slot name \"" + name + "\" contains invalid character")
          .with(
              Field.HINT,
              "Replication slot names may only contain lower case letters, numbers, and the"
                  + " underscore character.");
    }
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  }
}
