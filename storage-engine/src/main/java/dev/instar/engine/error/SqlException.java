package dev.instar.engine.error;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** An error as a client sees it. It ends the statement, and with it the transaction block. */
public final class SqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What an error can say beside its message; names as in PostgreSQL's protocol. */
  public enum Field {
    /** Of a notice that its state does not rank: DEBUG. */
    SEVERITY,
    DETAIL,
    HINT,
    /** From 1, in characters of the statement. */
    POSITION,
    SCHEMA,
    TABLE,
    COLUMN,
    DATA_TYPE,
    CONSTRAINT,
    /** Where it was, if that is not the statement: a line of COPY's data. */
    CONTEXT,
    /** The statement that the client did not send itself: one of DO. */
    INTERNAL_QUERY,
    /** From 1, in characters of that statement. */
    INTERNAL_POSITION
  }

  private final SqlState state;
  private final EnumMap<Field, String> fields = new EnumMap<>(Field.class);

  /**
   * @param message as PostgreSQL words it, where it has a wording: lower case, no full stop
   */
  public SqlException(SqlState state, String message) {
    super(message);
    this.state = state;
  }

  public SqlException(SqlState state, String message, Throwable cause) {
    super(message, cause);
    this.state = state;
  }

  /** What the engine does not do, by name. */
  public static SqlException unsupported(String feature) {
    return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, feature + " is not supported");
  }

  /** Adds a field; before it is thrown. */
  public SqlException with(Field field, String value) {
    fields.put(field, value);
    return this;
  }

  /** Takes a field away. */
  public SqlException without(Field field) {
    fields.remove(field);
    return this;
  }

  public SqlState state() {
    return state;
  }

  public Optional<String> field(Field field) {
    return Optional.ofNullable(fields.get(field));
  }

  public Map<Field, String> fields() {
    return Map.copyOf(fields);
  }
}
