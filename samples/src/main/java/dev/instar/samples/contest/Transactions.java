package dev.instar.samples.contest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SplittableRandom;
import org.postgresql.PGConnection;

/** A client's transactions over prepared statements. Of one thread. */
final class Transactions {
  private static final int DELTA = 5000;

  private final Connection connection;
  private final BuiltIn kind;
  private final int scale;
  private final SplittableRandom random;
  private final PreparedStatement updateAccount;
  private final PreparedStatement selectAccount;
  private final PreparedStatement updateTeller;
  private final PreparedStatement updateBranch;
  private final PreparedStatement insertHistory;

  Transactions(Connection connection, BuiltIn kind, int scale, long seed) throws SQLException {
    this.connection = connection;
    this.kind = kind;
    this.scale = scale;
    this.random = new SplittableRandom(seed);
    if (connection.isWrapperFor(PGConnection.class)) {
      // Prepared on the server from the first execution on, as pgbench -M prepared does.
      connection.unwrap(PGConnection.class).setPrepareThreshold(1);
    }
    connection.setAutoCommit(kind == BuiltIn.SELECT_ONLY);
    updateAccount =
        connection.prepareStatement(
            "UPDATE pgbench_accounts SET abalance = abalance + ? WHERE aid = ?");
    selectAccount =
        connection.prepareStatement("SELECT abalance FROM pgbench_accounts WHERE aid = ?");
    updateTeller =
        connection.prepareStatement(
            "UPDATE pgbench_tellers SET tbalance = tbalance + ? WHERE tid = ?");
    updateBranch =
        connection.prepareStatement(
            "UPDATE pgbench_branches SET bbalance = bbalance + ? WHERE bid = ?");
    insertHistory =
        connection.prepareStatement(
            "INSERT INTO pgbench_history (tid, bid, aid, delta, mtime)"
                + " VALUES (?, ?, ?, ?, CURRENT_TIMESTAMP)");
  }

  void run() throws SQLException {
    int account = random.nextInt(scale * PgbenchTables.ACCOUNTS) + 1;
    if (kind == BuiltIn.SELECT_ONLY) {
      select(account);
      return;
    }
    int branch = random.nextInt(scale) + 1;
    int teller = random.nextInt(scale * PgbenchTables.TELLERS) + 1;
    int delta = random.nextInt(2 * DELTA + 1) - DELTA;
    update(updateAccount, delta, account);
    select(account);
    if (kind == BuiltIn.TPCB_LIKE) {
      update(updateTeller, delta, teller);
      update(updateBranch, delta, branch);
    }
    insertHistory.setInt(1, teller);
    insertHistory.setInt(2, branch);
    insertHistory.setInt(3, account);
    insertHistory.setInt(4, delta);
    insertHistory.executeUpdate();
    connection.commit();
  }

  /** After a failure. */
  void rollback() throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
  }

  private void select(int account) throws SQLException {
    selectAccount.setInt(1, account);
    try (ResultSet result = selectAccount.executeQuery()) {
      if (!result.next()) {
        throw new SQLException("there is no account " + account);
      }
    }
  }

  private static void update(PreparedStatement statement, int delta, int key) throws SQLException {
    statement.setInt(1, delta);
    statement.setInt(2, key);
    if (statement.executeUpdate() != 1) {
      throw new SQLException("no row was updated: " + key);
    }
  }
}
