package dev.instar.engine.system.deparse;

/**
 * How much is written out.
 *
 * @param pretty as PostgreSQL's functions take it: parentheses only where they are needed
 * @param indent whether CASE and the clauses of queries stand on lines of their own
 */
public record Style(boolean pretty, boolean indent) {
  /** What the functions without an argument for it print. */
  public static final Style PLAIN = new Style(false, true);

  /** What they print if asked to be pretty. */
  public static final Style PRETTY = new Style(true, true);

  public static Style of(boolean pretty) {
    return pretty ? PRETTY : PLAIN;
  }
}
