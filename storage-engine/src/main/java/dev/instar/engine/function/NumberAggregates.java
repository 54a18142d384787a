package dev.instar.engine.function;

import dev.instar.engine.type.InputErrors;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Numeric;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * sum, avg, variance and standard deviation. Whole numbers and numeric are exact; floating point
 * follows Youngs and Cramer, as PostgreSQL does since version 12.
 */
final class NumberAggregates {
  private NumberAggregates() {}

  /** What is asked of the sums. */
  private enum Statistic {
    AVG,
    VAR_POP,
    VAR_SAMP,
    STDDEV_POP,
    STDDEV_SAMP
  }

  static void register(Registry registry) {
    registry.addAggregate(
        "agg.sum",
        c ->
            switch (c.argument(0).name()) {
              case "int2", "int4" -> new LongSum();
              case "int8", "numeric" -> new NumericSum();
              case "float4", "float8" -> new FloatSum(c.argument(0).name().equals("float4"));
              default -> new IntervalSum(false);
            });
    register(registry, "agg.avg", Statistic.AVG);
    register(registry, "agg.var_pop", Statistic.VAR_POP);
    register(registry, "agg.var_samp", Statistic.VAR_SAMP);
    register(registry, "agg.variance", Statistic.VAR_SAMP);
    register(registry, "agg.stddev_pop", Statistic.STDDEV_POP);
    register(registry, "agg.stddev_samp", Statistic.STDDEV_SAMP);
    register(registry, "agg.stddev", Statistic.STDDEV_SAMP);
  }

  private static void register(Registry registry, String name, Statistic statistic) {
    registry.addAggregate(
        name,
        c ->
            switch (c.argument(0).name()) {
              case "float4", "float8" -> new FloatStatistic(statistic);
              case "interval" -> new IntervalSum(true);
              default -> new NumericStatistic(statistic);
            });
  }

  private static final class LongSum implements Accumulator {
    private long sum;
    private boolean any;

    @Override
    public void add(Object[] arguments) {
      if (arguments[0] != null) {
        any = true;
        try {
          sum = Math.addExact(sum, ((Number) arguments[0]).longValue());
        } catch (ArithmeticException e) {
          throw InputErrors.outOfRange("bigint");
        }
      }
    }

    @Override
    public Object result() {
      return any ? (Object) sum : null;
    }
  }

  private static final class NumericSum implements Accumulator {
    private Numeric sum;

    @Override
    public void add(Object[] arguments) {
      if (arguments[0] != null) {
        Numeric value = NumberConversions.numeric(arguments[0]);
        sum = sum == null ? value : NumericFunctions.add(sum, value);
      }
    }

    @Override
    public Object result() {
      return sum;
    }
  }

  private static final class FloatSum implements Accumulator {
    private final boolean single;
    private double sum;
    private boolean any;

    FloatSum(boolean single) {
      this.single = single;
    }

    @Override
    public void add(Object[] arguments) {
      if (arguments[0] != null) {
        any = true;
        double value = ((Number) arguments[0]).doubleValue();
        double next = single ? (float) (sum + value) : sum + value;
        if (Double.isInfinite(next) && !Double.isInfinite(sum) && !Double.isInfinite(value)) {
          throw FloatFunctions.overflow();
        }
        sum = next;
      }
    }

    @Override
    public Object result() {
      if (!any) {
        return null;
      }
      return single ? (Object) (float) sum : (Object) sum;
    }
  }

  private static final class IntervalSum implements Accumulator {
    private final boolean average;
    private Interval sum;
    private long count;

    IntervalSum(boolean average) {
      this.average = average;
    }

    @Override
    public void add(Object[] arguments) {
      if (arguments[0] != null) {
        count++;
        Interval value = (Interval) arguments[0];
        sum = sum == null ? value : IntervalArithmetic.plus(sum, value);
      }
    }

    @Override
    public Object result() {
      return sum == null || !average ? sum : IntervalArithmetic.divide(sum, (double) count);
    }
  }

  private static final class NumericStatistic implements Accumulator {
    private final Statistic statistic;
    private Numeric sum = Numeric.ZERO;
    private BigDecimal squares = BigDecimal.ZERO;
    private boolean special;
    private long count;

    NumericStatistic(Statistic statistic) {
      this.statistic = statistic;
    }

    @Override
    public void add(Object[] arguments) {
      if (arguments[0] != null) {
        Numeric value = NumberConversions.numeric(arguments[0]);
        count++;
        sum = NumericFunctions.add(sum, value);
        special |= !value.isNumber();
        if (statistic != Statistic.AVG && !special) {
          squares = squares.add(value.value().multiply(value.value()));
        }
      }
    }

    @Override
    public Object result() {
      boolean sample = statistic == Statistic.VAR_SAMP || statistic == Statistic.STDDEV_SAMP;
      if (count < (sample ? 2 : 1)) {
        return null;
      }
      if (statistic == Statistic.AVG) {
        return NumericFunctions.divide(sum, Numeric.of(count));
      }
      if (special) {
        return Numeric.NAN;
      }
      BigDecimal n = BigDecimal.valueOf(count);
      BigDecimal difference = squares.multiply(n).subtract(sum.value().multiply(sum.value()));
      if (difference.signum() <= 0) {
        return Numeric.ZERO;
      }
      BigInteger divisor =
          BigInteger.valueOf(count).multiply(BigInteger.valueOf(sample ? count - 1 : count));
      BigDecimal by = new BigDecimal(divisor);
      int scale = NumericScale.ofQuotient(difference, by);
      BigDecimal variance = difference.divide(by, scale, RoundingMode.HALF_UP);
      return Numeric.of(
          statistic == Statistic.STDDEV_POP || statistic == Statistic.STDDEV_SAMP
              ? root(variance, scale)
              : variance);
    }
  }

  /** To as many digits as the variance has, however large it is. */
  private static BigDecimal root(BigDecimal variance, int scale) {
    int digits = Math.max(1, (variance.precision() - variance.scale()) / 2 + 1) + scale + 2;
    return variance
        .sqrt(new MathContext(digits, RoundingMode.HALF_UP))
        .setScale(scale, RoundingMode.HALF_UP);
  }

  private static final class FloatStatistic implements Accumulator {
    private final Statistic statistic;
    private double count;
    private double sum;
    private double squares;

    FloatStatistic(Statistic statistic) {
      this.statistic = statistic;
    }

    @Override
    public void add(Object[] arguments) {
      if (arguments[0] == null) {
        return;
      }
      double value = ((Number) arguments[0]).doubleValue();
      boolean wasFinite = Double.isFinite(sum) && Double.isFinite(value);
      count++;
      sum += value;
      if (count > 1) {
        double t = value * count - sum;
        squares += t * t / (count * (count - 1));
      }
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        squares = Double.NaN;
      } else if (wasFinite && (Double.isInfinite(sum) || Double.isInfinite(squares))) {
        throw FloatFunctions.overflow();
      }
    }

    @Override
    public Object result() {
      boolean sample = statistic == Statistic.VAR_SAMP || statistic == Statistic.STDDEV_SAMP;
      if (count < (sample ? 2 : 1)) {
        return null;
      }
      return switch (statistic) {
        case AVG -> sum / count;
        case VAR_POP -> squares / count;
        case VAR_SAMP -> squares / (count - 1);
        case STDDEV_POP -> Math.sqrt(squares / count);
        case STDDEV_SAMP -> Math.sqrt(squares / (count - 1));
      };
    }
  }
}
