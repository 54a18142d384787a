package dev.instar.engine.plan;

/**
 * What a node is expected to take and to give.
 *
 * @param startup until the first row, in units of one page read from disk
 * @param total until the last
 * @param width bytes of a row
 */
public record Estimate(double startup, double total, double rows, int width) {
  public static final Estimate NONE = new Estimate(0, 0, 1, 0);

  /** As PostgreSQL's {@code cpu_tuple_cost}, {@code cpu_operator_cost} and their kind. */
  static final double ROW_COST = 0.01;

  static final double OPERATOR_COST = 0.0025;
  static final double PAGE_COST = 1;
  static final double PAGE_BYTES = 8192;

  Estimate withRows(double count) {
    return new Estimate(startup, total, Math.max(1, Math.rint(count)), width);
  }

  /** After some more work, before the first row or with each of them. */
  Estimate plus(double before, double along) {
    return new Estimate(startup + before, total + before + along, rows, width);
  }

  Estimate withWidth(int bytes) {
    return new Estimate(startup, total, rows, bytes);
  }
}
