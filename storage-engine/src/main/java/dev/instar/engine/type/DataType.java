package dev.instar.engine.type;

import java.util.Optional;

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

  /** {@code typcategory}: what kind of type this is to the rules that choose a function. */
  default char category() {
    return 'U';
  }

  /** {@code typispreferred}: whether its category prefers it. */
  default boolean preferred() {
    return false;
  }

  /** {@code typtype}: {@code b} base, {@code e} enum, {@code p} pseudo, {@code c} row. */
  default char kind() {
    return 'b';
  }

  /** {@code typarray}: the array type over this one, 0 if there is none. */
  default int arrayOid() {
    return 0;
  }

  /** The type of the elements of an array type. */
  default Optional<DataType> element() {
    return Optional.empty();
  }

  /** How {@code format_type} prints it without a modifier: {@code integer}. */
  default String sqlName() {
    return name();
  }

  /**
   * What is stored of a value, as bytes whose order (without signs, a beginning first) is that of
   * PostgreSQL's {@code record_image_cmp}: what it has in memory on x86-64, but the highest byte
   * first of numbers that it hands over by value. Equal exactly if the values are the same in every
   * respect: of 1.0 and 1.00 it differs. Of rows and privileges the order is none that PostgreSQL
   * has.
   */
  default byte[] image(Object value) {
    return send(value);
  }

  /**
   * What stands for a value where values are hashed or looked up: equal in Java exactly when {@link
   * #compare} says 0. It is the value itself but for floating point, where 0 and -0 are one.
   */
  default Object key(Object value) {
    return value;
  }
}
