package dev.instar.engine.plan;

import dev.instar.engine.type.DataType;

/**
 * From what a key is compared with to the key's type: whole numbers of another size are the same
 * number, unless the key's type has none such. Thread-safe.
 */
enum KeyConversion {
  /** Of the very type. */
  NONE(0, 0),
  SMALLINT(Short.MIN_VALUE, Short.MAX_VALUE),
  INTEGER(Integer.MIN_VALUE, Integer.MAX_VALUE),
  BIGINT(Long.MIN_VALUE, Long.MAX_VALUE);

  private final long least;
  private final long greatest;

  KeyConversion(long least, long greatest) {
    this.least = least;
    this.greatest = greatest;
  }

  /** To one of the integer types. */
  static KeyConversion to(DataType type) {
    return switch (type.name()) {
      case "int2" -> SMALLINT;
      case "int4" -> INTEGER;
      case "int8" -> BIGINT;
      default -> throw new IllegalArgumentException(type.name());
    };
  }

  /** Null if no key can be equal to it. */
  Object value(Object value) {
    if (value == null || this == NONE) {
      return value;
    }
    long number = ((Number) value).longValue();
    return number < least || number > greatest ? null : boxed(number);
  }

  /**
   * A bound that has the same keys on its side.
   *
   * @return null if there are none
   */
  Object bound(Object value, boolean low) {
    if (value == null || this == NONE) {
      return value;
    }
    long number = ((Number) value).longValue();
    if (low ? number > greatest : number < least) {
      return null;
    }
    return boxed(Math.max(least, Math.min(greatest, number)));
  }

  private Object boxed(long number) {
    return switch (this) {
      case SMALLINT -> (Object) (short) number;
      case INTEGER -> (int) number;
      case BIGINT, NONE -> number;
    };
  }
}
