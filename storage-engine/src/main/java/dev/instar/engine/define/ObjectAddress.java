package dev.instar.engine.define;

/**
 * What can be dropped: an object, a column of one, or a column's default.
 *
 * @param object the OID of the object, or of the column's table
 * @param column the column's number; 0 for the object itself
 */
public record ObjectAddress(int object, int column, boolean isDefault) {

  /** An object as a whole. */
  public static ObjectAddress of(int object) {
    return new ObjectAddress(object, 0, false);
  }

  /** A column. */
  public static ObjectAddress column(int table, int number) {
    return new ObjectAddress(table, number, false);
  }

  /** A column's default. */
  public static ObjectAddress defaultOf(int table, int number) {
    return new ObjectAddress(table, number, true);
  }

  boolean isWhole() {
    return column == 0;
  }
}
