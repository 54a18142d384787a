package dev.instar.engine.function;

import dev.instar.engine.type.DataType;

/** A conversion from one type to another. NULL stays NULL. Usable from any thread. */
public final class Cast {
  /** How a value is converted. */
  @FunctionalInterface
  interface Conversion {
    Object apply(Object value, SessionFunctions session);
  }

  /** When a cast may happen: {@code castcontext}. */
  public enum Context {
    IMPLICIT,
    ASSIGNMENT,
    EXPLICIT
  }

  private final DataType source;
  private final DataType target;
  private final Conversion conversion;

  Cast(DataType source, DataType target, Conversion conversion) {
    this.source = source;
    this.target = target;
    this.conversion = conversion;
  }

  public DataType source() {
    return source;
  }

  public DataType target() {
    return target;
  }

  /** Whether the value stays as it is. */
  public boolean isIdentity() {
    return conversion == null;
  }

  public Object apply(Object value, SessionFunctions session) {
    return value == null || conversion == null ? value : conversion.apply(value, session);
  }

  /** From one type to another there is one conversion, so two casts between the same are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Cast cast
        && cast.source.oid() == source.oid()
        && cast.target.oid() == target.oid();
  }

  @Override
  public int hashCode() {
    return 31 * source.oid() + target.oid();
  }
}
