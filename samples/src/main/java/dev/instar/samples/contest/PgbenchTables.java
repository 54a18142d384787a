package dev.instar.samples.contest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;

/** The tables of {@code pgbench -i}. Stateless. */
public final class PgbenchTables {
  /** Of a branch, as pgbench has it. */
  public static final int ACCOUNTS = 100_000;

  public static final int TELLERS = 10;
  private static final int COPY_BUFFER = 1 << 16;

  private PgbenchTables() {}

  /** Creates and fills them, and gathers statistics. */
  public static void fill(Contestant server, long scale) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE pgbench_branches (bid int NOT NULL, bbalance int, filler char(88))");
      statement.execute(
          "CREATE TABLE pgbench_tellers (tid int NOT NULL, bid int, tbalance int, filler"
              + " char(84))");
      statement.execute(
          "CREATE TABLE pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp,"
              + " filler char(22))");
      statement.execute(accounts("pgbench_accounts"));
      statement.execute(
          "INSERT INTO pgbench_branches SELECT n, 0, '' FROM " + server.series(scale));
      statement.execute(
          "INSERT INTO pgbench_tellers SELECT n, (n - 1) / %d + 1, 0, '' FROM %s"
              .formatted(TELLERS, server.series(scale * TELLERS)));
      if (server.copies()) {
        copy(connection, "pgbench_accounts", 1, scale * ACCOUNTS);
      } else {
        statement.execute(
            "INSERT INTO pgbench_accounts SELECT n, (n - 1) / %d + 1, 0, '' FROM %s"
                .formatted(ACCOUNTS, server.series(scale * ACCOUNTS)));
      }
      statement.execute("ALTER TABLE pgbench_branches ADD PRIMARY KEY (bid)");
      statement.execute("ALTER TABLE pgbench_tellers ADD PRIMARY KEY (tid)");
      statement.execute("ALTER TABLE pgbench_accounts ADD PRIMARY KEY (aid)");
      statement.execute(server.copies() ? "VACUUM ANALYZE" : "ANALYZE");
    }
  }

  /** The statement that creates a table like {@code pgbench_accounts}. */
  public static String accounts(String name) {
    return "CREATE TABLE " + name + " (aid int NOT NULL, bid int, abalance int, filler char(84))";
  }

  /**
   * Fills such a table by COPY.
   *
   * @param first the first account's number
   * @return how long it took, until it was committed
   */
  public static Duration copy(Connection connection, String table, long first, long rows)
      throws SQLException {
    long began = System.nanoTime();
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("COPY " + table + " FROM STDIN", new AccountLines(first, rows), COPY_BUFFER);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** What a query of one number answers. */
  public static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Lines of accounts, made as they are read. */
  private static final class AccountLines extends InputStream {
    private final long end;
    private final StringBuilder text = new StringBuilder();
    private byte[] line = new byte[0];
    private int at;
    private long account;

    AccountLines(long first, long rows) {
      this.account = first;
      this.end = first + rows;
    }

    @Override
    public int read() {
      return fill() ? line[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int total = 0;
      while (total < length && fill()) {
        int some = Math.min(length - total, line.length - at);
        System.arraycopy(line, at, into, offset + total, some);
        at += some;
        total += some;
      }
      return total == 0 && length > 0 ? -1 : total;
    }

    private boolean fill() {
      if (at == line.length && account < end) {
        text.setLength(0);
        text.append(account).append('\t').append((account - 1) / ACCOUNTS + 1).append("\t0\t\n");
        account++;
        line = text.toString().getBytes(StandardCharsets.US_ASCII);
        at = 0;
      }
      return at < line.length;
    }
  }
}
