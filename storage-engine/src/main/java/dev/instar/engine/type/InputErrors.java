package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/** The refusals that input functions share, worded as PostgreSQL words them. */
public final class InputErrors {
  private InputErrors() {}

  /** 22P02. */
  public static SqlException syntax(String type, String text) {
    return new SqlException(
        SqlState.INVALID_TEXT_REPRESENTATION,
        "invalid input syntax for type " + type + ": \"" + text + "\"");
  }

  /** 22003, of a number as text. */
  public static SqlException valueOutOfRange(String type, String text) {
    return new SqlException(
        SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
        "value \"" + text + "\" is out of range for type " + type);
  }

  /** 22003, of a number that was computed. */
  public static SqlException outOfRange(String type) {
    return new SqlException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, type + " out of range");
  }

  /** 22003, of numeric. */
  public static SqlException numericOverflow() {
    return new SqlException(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, "value overflows numeric format");
  }

  /** 22007. */
  public static SqlException dateTimeSyntax(String type, String text) {
    return new SqlException(
        SqlState.INVALID_DATETIME_FORMAT,
        "invalid input syntax for type " + type + ": \"" + text + "\"");
  }

  /** 22008, of a field such as a month 13. */
  public static SqlException fieldOutOfRange(String text) {
    return new SqlException(
        SqlState.DATETIME_FIELD_OVERFLOW, "date/time field value out of range: \"" + text + "\"");
  }

  /** 22008, of a whole value. */
  public static SqlException dateTimeOutOfRange(String what) {
    return new SqlException(SqlState.DATETIME_FIELD_OVERFLOW, what + " out of range");
  }

  /** 22P03. */
  public static SqlException binary(String type) {
    return new SqlException(
        SqlState.INVALID_BINARY_REPRESENTATION, "incorrect binary data format of type " + type);
  }

  /** 42883, for a type without an order. */
  public static SqlException noOrder(String type) {
    return new SqlException(
            SqlState.UNDEFINED_FUNCTION, "could not identify an ordering operator for type " + type)
        .with(SqlException.Field.HINT, "Use an explicit ordering operator or modify the query.");
  }

  /** 0A000, for a pseudo type. */
  static SqlException noValues(String type) {
    return new SqlException(
        SqlState.FEATURE_NOT_SUPPORTED, "cannot accept a value of type " + type);
  }
}
