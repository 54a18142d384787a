package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DateTimes;
import dev.instar.engine.type.InputErrors;
import dev.instar.engine.type.Interval;

/** Intervals by themselves. A fraction of a month goes to days of which it has 30. */
final class IntervalArithmetic {
  private static final int DAYS_PER_MONTH = 30;
  private static final double SECONDS_PER_DAY = 86400;

  private IntervalArithmetic() {}

  static void register(Registry registry) {
    registry.add("interval_pl", (a, c) -> plus((Interval) a[0], (Interval) a[1]));
    registry.add("interval_mi", (a, c) -> plus((Interval) a[0], negate((Interval) a[1])));
    registry.add("interval_um", (a, c) -> negate((Interval) a[0]));
    registry.add("interval_mul", (a, c) -> times((Interval) a[0], (Double) a[1]));
    registry.add("mul_d_interval", (a, c) -> times((Interval) a[1], (Double) a[0]));
    registry.add("interval_div", (a, c) -> divide((Interval) a[0], (Double) a[1]));
    registry.add("interval_justify_hours", (a, c) -> justifyHours((Interval) a[0]));
    registry.add("interval_justify_days", (a, c) -> justifyDays((Interval) a[0]));
    registry.add("interval_justify_interval", (a, c) -> justify((Interval) a[0]));
    registry.add("interval_finite", (a, c) -> ((Interval) a[0]).isFinite());
  }

  private static SqlException overflow() {
    return InputErrors.dateTimeOutOfRange("interval");
  }

  static Interval negate(Interval x) {
    if (!x.isFinite()) {
      return x.months() > 0 ? Interval.NEGATIVE_INFINITY : Interval.INFINITY;
    }
    try {
      return Interval.checked(-(long) x.months(), -(long) x.days(), Math.negateExact(x.micros()));
    } catch (ArithmeticException e) {
      throw overflow();
    }
  }

  static Interval plus(Interval x, Interval y) {
    if (!x.isFinite() || !y.isFinite()) {
      if (!x.isFinite() && !y.isFinite() && !x.equals(y)) {
        throw overflow();
      }
      return x.isFinite() ? y : x;
    }
    try {
      return Interval.checked(
          (long) x.months() + y.months(),
          (long) x.days() + y.days(),
          Math.addExact(x.micros(), y.micros()));
    } catch (ArithmeticException e) {
      throw overflow();
    }
  }

  private static Interval times(Interval x, double factor) {
    if (Double.isNaN(factor)) {
      throw overflow();
    }
    if (!x.isFinite()) {
      if (factor == 0) {
        throw overflow();
      }
      return factor < 0 ? negate(x) : x;
    }
    if (Double.isInfinite(factor)) {
      int sign = x.compareTo(Interval.ZERO);
      if (sign == 0) {
        throw overflow();
      }
      return sign > 0 == factor > 0 ? Interval.INFINITY : Interval.NEGATIVE_INFINITY;
    }
    return scaled(x, factor, false);
  }

  static Interval divide(Interval x, double divisor) {
    if (divisor == 0) {
      throw IntegerFunctions.divisionByZero();
    }
    if (Double.isNaN(divisor) || (!x.isFinite() && Double.isInfinite(divisor))) {
      throw overflow();
    }
    if (!x.isFinite()) {
      return divisor < 0 ? negate(x) : x;
    }
    return scaled(x, divisor, true);
  }

  /** As {@code interval_mul}: what is lost of months becomes days, what is lost of days seconds. */
  private static Interval scaled(Interval x, double factor, boolean quotient) {
    double months = quotient ? x.months() / factor : x.months() * factor;
    double days = quotient ? x.days() / factor : x.days() * factor;
    double micros = quotient ? x.micros() / factor : x.micros() * factor;
    if (Math.abs(months) > Integer.MAX_VALUE || Math.abs(days) > Integer.MAX_VALUE) {
      throw overflow();
    }
    int wholeMonths = (int) months;
    int wholeDays = (int) days;
    double monthDays = rounded((months - wholeMonths) * DAYS_PER_MONTH);
    double seconds = rounded((days - wholeDays + monthDays - (int) monthDays) * SECONDS_PER_DAY);
    if (Math.abs(seconds) >= SECONDS_PER_DAY) {
      wholeDays = Math.addExact(wholeDays, (int) (seconds / SECONDS_PER_DAY));
      seconds -= ((int) (seconds / SECONDS_PER_DAY)) * SECONDS_PER_DAY;
    }
    double total = Math.rint(micros + seconds * DateTimes.MICROS_PER_SECOND);
    if (Math.abs(total) >= 0x1p63) {
      throw overflow();
    }
    return Interval.checked(wholeMonths, (long) wholeDays + (int) monthDays, (long) total);
  }

  /** As {@code TSROUND}: to microseconds. */
  private static double rounded(double value) {
    return Math.rint(value * DateTimes.MICROS_PER_SECOND) / DateTimes.MICROS_PER_SECOND;
  }

  private static Interval justifyHours(Interval x) {
    if (!x.isFinite()) {
      return x;
    }
    long days = x.days() + x.micros() / DateTimes.MICROS_PER_DAY;
    long micros = x.micros() % DateTimes.MICROS_PER_DAY;
    if (days > 0 && micros < 0) {
      micros += DateTimes.MICROS_PER_DAY;
      days--;
    } else if (days < 0 && micros > 0) {
      micros -= DateTimes.MICROS_PER_DAY;
      days++;
    }
    return Interval.checked(x.months(), days, micros);
  }

  private static Interval justifyDays(Interval x) {
    if (!x.isFinite()) {
      return x;
    }
    long months = (long) x.months() + x.days() / DAYS_PER_MONTH;
    int days = x.days() % DAYS_PER_MONTH;
    if (months > 0 && days < 0) {
      days += DAYS_PER_MONTH;
      months--;
    } else if (months < 0 && days > 0) {
      days -= DAYS_PER_MONTH;
      months++;
    }
    return Interval.checked(months, days, x.micros());
  }

  private static Interval justify(Interval x) {
    if (!x.isFinite()) {
      return x;
    }
    long days = x.days() + x.micros() / DateTimes.MICROS_PER_DAY;
    long micros = x.micros() % DateTimes.MICROS_PER_DAY;
    long months = x.months() + days / DAYS_PER_MONTH;
    days %= DAYS_PER_MONTH;
    if (months > 0 && (days < 0 || (days == 0 && micros < 0))) {
      days += DAYS_PER_MONTH;
      months--;
    } else if (months < 0 && (days > 0 || (days == 0 && micros > 0))) {
      days -= DAYS_PER_MONTH;
      months++;
    }
    if (days > 0 && micros < 0) {
      micros += DateTimes.MICROS_PER_DAY;
      days--;
    } else if (days < 0 && micros > 0) {
      micros -= DateTimes.MICROS_PER_DAY;
      days++;
    }
    return Interval.checked(months, days, micros);
  }

  /** For messages about units. */
  static SqlException unknownUnit(String unit, String type) {
    return new SqlException(
        SqlState.INVALID_PARAMETER_VALUE, "unit \"" + unit + "\" not recognized for type " + type);
  }
}
