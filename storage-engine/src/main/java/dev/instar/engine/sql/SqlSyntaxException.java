package dev.instar.engine.sql;

/**
 * A text that is not the SQL this front end knows: malformed, or a form it does not take. Says
 * where and why; SQLSTATE 42601 for malformed text, 42622 for a name that is too long, 0A000 for a
 * form that PostgreSQL has and this does not.
 */
public final class SqlSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String sqlState;
  private final int offset;
  private final int line;
  private final int column;

  /**
   * @param sqlState 42601, 42622 or 0A000
   * @param reason what is wrong, without the position
   * @param offset where, in UTF-16 code units from the beginning of the text
   * @param line where, from 1
   * @param column where in the line, from 1, in code points
   */
  public SqlSyntaxException(String sqlState, String reason, int offset, int line, int column) {
    super(reason);
    this.sqlState = sqlState;
    this.offset = offset;
    this.line = line;
    this.column = column;
  }

  public String sqlState() {
    return sqlState;
  }

  /** Whether it is a form that PostgreSQL has and this front end does not take. */
  boolean unsupported() {
    return sqlState.equals("0A000");
  }

  public int offset() {
    return offset;
  }

  public int line() {
    return line;
  }

  public int column() {
    return column;
  }
}
