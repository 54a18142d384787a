package dev.instar.engine.function;

/**
 * The statistics of pairs: correlation, covariance and linear regression. Sums follow Youngs and
 * Cramer, as PostgreSQL does since version 12; pairs with a NULL do not count.
 */
final class PairStatistics implements Accumulator {
  /** What is asked of the sums. */
  private enum Statistic {
    CORR,
    COVAR_POP,
    COVAR_SAMP,
    REGR_AVGX,
    REGR_AVGY,
    REGR_COUNT,
    REGR_INTERCEPT,
    REGR_R2,
    REGR_SLOPE,
    REGR_SXX,
    REGR_SXY,
    REGR_SYY
  }

  private final Statistic statistic;
  private long count;
  private double sumX;
  private double sumY;
  private double squaresX;
  private double squaresY;
  private double products;

  private PairStatistics(Statistic statistic) {
    this.statistic = statistic;
  }

  static void register(Registry registry) {
    for (Statistic statistic : Statistic.values()) {
      registry.addAggregate(
          "agg." + statistic.name().toLowerCase(java.util.Locale.ROOT),
          c -> new PairStatistics(statistic));
    }
  }

  @Override
  public void add(Object[] arguments) {
    if (arguments[0] == null || arguments[1] == null) {
      return;
    }
    double y = (Double) arguments[0];
    double x = (Double) arguments[1];
    count++;
    sumX += x;
    sumY += y;
    if (count > 1) {
      double differenceX = x * count - sumX;
      double differenceY = y * count - sumY;
      double scale = 1.0 / ((double) count * (count - 1));
      squaresX += differenceX * differenceX * scale;
      squaresY += differenceY * differenceY * scale;
      products += differenceX * differenceY * scale;
    }
  }

  @Override
  public Object result() {
    if (statistic == Statistic.REGR_COUNT) {
      return count;
    }
    if (count == 0 || (statistic == Statistic.COVAR_SAMP && count < 2)) {
      return null;
    }
    return switch (statistic) {
      case CORR ->
          squaresX == 0 || squaresY == 0
              ? null
              : (Object) (products / (Math.sqrt(squaresX) * Math.sqrt(squaresY)));
      case COVAR_POP -> products / count;
      case COVAR_SAMP -> products / (count - 1);
      case REGR_AVGX -> sumX / count;
      case REGR_AVGY -> sumY / count;
      case REGR_COUNT -> count;
      case REGR_INTERCEPT ->
          squaresX == 0 ? null : (Object) ((sumY - sumX * products / squaresX) / count);
      case REGR_R2 -> squaresX == 0 ? null : (Object) determination();
      case REGR_SLOPE -> squaresX == 0 ? null : (Object) (products / squaresX);
      case REGR_SXX -> squaresX;
      case REGR_SXY -> products;
      case REGR_SYY -> squaresY;
    };
  }

  private double determination() {
    return squaresY == 0 ? 1 : products * products / (squaresX * squaresY);
  }
}
