package dev.instar.engine.type;

/** A data type. Immutable; every method may be called from any thread. */
public interface DataType {
  /** As in {@code pg_type}: 23 for integer. */
  int oid();

  /** {@code typname}: {@code int4}. */
  String name();

  /** {@code typlen}: bytes of a value of fixed size; -1 where sizes vary. */
  int size();

  /**
   * Reads PostgreSQL's text form, as its input function does.
   *
   * @throws dev.instar.engine.error.SqlException with 22P02, 22003, 22007, 22008 … as PostgreSQL
   */
  Object parse(String text, TextFormat format);

  /** Prints it as PostgreSQL's output function does. */
  String print(Object value, TextFormat format);

  /**
   * Reads the binary form of the protocol.
   *
   * @throws dev.instar.engine.error.SqlException with 22P03
   */
  Object receive(byte[] binary);

  /** The binary form of the protocol. */
  byte[] send(Object value);

  /**
   * The order of the default B-tree operator class; text under collation C.
   *
   * @throws dev.instar.engine.error.SqlException with 42883 if the type has none (json)
   */
  int compare(Object left, Object right);
}
