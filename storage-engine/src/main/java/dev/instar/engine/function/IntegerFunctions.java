package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.InputErrors;
import java.math.BigInteger;
import java.util.function.LongBinaryOperator;

/** Arithmetic and bits of smallint, integer and bigint. 22003 on overflow, 22012 by zero. */
final class IntegerFunctions {
  private IntegerFunctions() {}

  /** A type by the digit in the names of its functions. */
  private enum Size {
    INT2("2", "smallint"),
    INT4("4", "integer"),
    INT8("8", "bigint");

    private final String digit;
    private final String type;

    Size(String digit, String type) {
      this.digit = digit;
      this.type = type;
    }

    Object box(long value) {
      boolean fits =
          switch (this) {
            case INT2 -> value == (short) value;
            case INT4 -> value == (int) value;
            case INT8 -> true;
          };
      if (!fits) {
        throw InputErrors.outOfRange(type);
      }
      // Not one conditional expression: that would make all of them long.
      return switch (this) {
        case INT2 -> (Object) (short) value;
        case INT4 -> (Object) (int) value;
        case INT8 -> (Object) value;
      };
    }
  }

  static void register(Registry registry) {
    for (Size left : Size.values()) {
      for (Size right : Size.values()) {
        Size result = left.compareTo(right) >= 0 ? left : right;
        String name = "int" + left.digit + (left == right ? "" : right.digit);
        binary(registry, name + "pl", result, Math::addExact);
        binary(registry, name + "mi", result, Math::subtractExact);
        binary(registry, name + "mul", result, Math::multiplyExact);
        binary(registry, name + "div", result, IntegerFunctions::divide);
      }
      sameSize(registry, left);
    }
    registry.add("int4inc", (a, c) -> Size.INT4.box(Math.addExact(((Number) a[0]).longValue(), 1)));
  }

  private static void sameSize(Registry registry, Size size) {
    String name = "int" + size.digit;
    int bits = size == Size.INT8 ? 63 : 31;
    binary(
        registry,
        name + "mod",
        size,
        (a, b) -> {
          if (b == 0) {
            throw divisionByZero();
          }
          return b == -1 ? 0 : a % b;
        });
    binary(registry, name + "and", size, (a, b) -> a & b);
    binary(registry, name + "or", size, (a, b) -> a | b);
    binary(registry, name + "xor", size, (a, b) -> a ^ b);
    registry.add(name + "not", (a, c) -> size.box(~((Number) a[0]).longValue()));
    registry.add(
        name + "shl",
        (a, c) -> shifted(size, ((Number) a[0]).longValue() << ((Integer) a[1] & bits), a));
    registry.add(
        name + "shr", (a, c) -> size.box(((Number) a[0]).longValue() >> ((Integer) a[1] & bits)));
    registry.add(name + "um", (a, c) -> size.box(negate(((Number) a[0]).longValue(), size)));
    registry.add(name + "up", (a, c) -> a[0]);
    registry.add(
        name + "abs",
        (a, c) -> {
          long value = ((Number) a[0]).longValue();
          return size.box(value < 0 ? negate(value, size) : value);
        });
    if (size != Size.INT2) {
      registry.add(name + "gcd", (a, c) -> size.box(exact(big(a[0]).gcd(big(a[1])), size)));
      registry.add(
          name + "lcm",
          (a, c) -> {
            BigInteger gcd = big(a[0]).gcd(big(a[1]));
            return size.box(
                gcd.signum() == 0
                    ? 0
                    : exact(big(a[0]).divide(gcd).multiply(big(a[1])).abs(), size));
          });
    }
  }

  private static Object shifted(Size size, long value, Object[] arguments) {
    return switch (size) {
      case INT2 -> (short) value;
      case INT4 -> ((Integer) arguments[0]) << ((Integer) arguments[1] & 31);
      case INT8 -> value;
    };
  }

  private static BigInteger big(Object value) {
    return BigInteger.valueOf(((Number) value).longValue());
  }

  private static long exact(BigInteger value, Size size) {
    if (value.bitLength() > 63) {
      throw InputErrors.outOfRange(size.type);
    }
    return value.longValue();
  }

  private static long negate(long value, Size size) {
    if (value == Long.MIN_VALUE) {
      throw InputErrors.outOfRange(size.type);
    }
    return -value;
  }

  private static void binary(
      Registry registry, String name, Size result, LongBinaryOperator operator) {
    registry.add(
        name,
        (a, c) -> {
          try {
            return result.box(
                operator.applyAsLong(((Number) a[0]).longValue(), ((Number) a[1]).longValue()));
          } catch (ArithmeticException e) {
            throw InputErrors.outOfRange(result.type);
          }
        });
  }

  private static long divide(long left, long right) {
    if (right == 0) {
      throw divisionByZero();
    }
    return right == -1 ? Math.negateExact(left) : left / right;
  }

  static SqlException divisionByZero() {
    return new SqlException(SqlState.DIVISION_BY_ZERO, "division by zero");
  }
}
