package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.instar.engine.oracle.HeldCommits;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * I1: a commit is in the log before it is visible. {@link HeldCommits} stay in between for as long
 * as a test likes.
 */
@Tag("bundled")
class I1VisibilityOfOlderTransactionsTest {
  private static final String CHANGES =
      "INSERT INTO public.t VALUES (-1, 'inserted');"
          + " UPDATE public.t SET v = 'updated' WHERE id IN (1, 29999);"
          + " UPDATE public.t SET id = -2 WHERE id = 29998;"
          + " UPDATE public.t SET id = 30002 WHERE id = 2;"
          + " DELETE FROM public.t WHERE id IN (3, 29997)";

  private static PostgresServer primary;
  private static HeldCommits held;

  private RebuildHarness harness;

  @BeforeAll
  static void startServers() throws Exception {
    primary = PostgresServer.start(PostgresVersion.V17);
    held = HeldCommits.on(primary);
  }

  @AfterAll
  static void stopServers() {
    if (held != null) {
      held.close();
    }
    primary.close();
  }

  @BeforeEach
  void open() throws Exception {
    harness = new RebuildHarness(primary);
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, v text)",
        "INSERT INTO public.t SELECT i, 'old' FROM generate_series(1, 30000) i");
  }

  @AfterEach
  void close() throws Exception {
    held.end();
    harness.close();
  }

  /**
   * The one window that nothing but waiting closes: a transaction begins after the slot has its
   * full snapshot, and writes its commit record before the slot is consistent. The stream leaves it
   * out, and no snapshot sees it yet. Without {@link OlderTransactions} the shadow misses all its
   * changes, and the verification counts them.
   */
  @Test
  void aTransactionNeitherInTheStreamNorVisibleIsWaitedFor() throws Exception {
    // PostgreSQL's creation of a slot waits for open transactions twice, each time for those it
    // finds; the bundled engine's has no such gap, it waits for the commit itself: see below.
    assumeThat(held).isInstanceOf(HeldCommits.ByStandby.class);
    Connection first = transaction();
    try (Running rebuild = start()) {
      awaitSlotWaitsFor(rebuild, first);
      Connection second = transaction();
      first.close();
      awaitSlotWaitsFor(rebuild, second);
      CompletableFuture<Void> stalled = commitThatStalls();
      second.close();

      rebuild.awaitTrue(
          "SELECT EXISTS (SELECT FROM instar.shadow) AND EXISTS (SELECT FROM pg_stat_activity WHERE"
              + " application_name LIKE 'instar 1.% rebuild' AND query LIKE"
              + " '%virtualtransaction%')");
      rebuild.awaitNotice("copying begins when these transactions have ended");
      assertThat(harness.query("SELECT phase FROM instar.shadow")).isEqualTo("created");

      held.end();
      stalled.join();
      assertThat(rebuild.finish().rowsDiffering()).isZero();
    }
    assertContents();
  }

  /** One that has begun while the slot is being made, and is committing when that waits for it. */
  @Test
  void aTransactionThatBeganWhileTheSlotIsMadeIsWaitedFor() throws Exception {
    Connection first = transaction();
    try (Running rebuild = start()) {
      awaitSlotWaitsFor(rebuild, first);
      CompletableFuture<Void> stalled = commitThatStalls();
      String xid =
          harness.query(
              "SELECT transactionid FROM pg_locks WHERE locktype = 'transactionid' AND granted"
                  + " AND transactionid <> '"
                  + xid(first)
                  + "'::xid");
      first.close();
      awaitSlotWaitsFor(rebuild, xid);
      assertThat(harness.query("SELECT count(*) FROM instar.shadow")).isEqualTo("0");
      held.end();
      stalled.join();
      assertThat(rebuild.finish().rowsDiffering()).isZero();
    }
    assertContents();
  }

  /** A transaction from before the slot: the slot waits for it, and so does all that follows. */
  @Test
  void aTransactionThatIsCommittingBeforeTheSlotIsWaitedFor() throws Exception {
    CompletableFuture<Void> stalled = commitThatStalls();
    try (Running rebuild = start()) {
      rebuild.awaitTrue(
          "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted)");
      assertThat(harness.query("SELECT count(*) FROM instar.shadow")).isEqualTo("0");
      held.end();
      stalled.join();
      assertThat(rebuild.finish().rowsDiffering()).isZero();
    }
    assertContents();
  }

  /**
   * Delivered while the first chunk is copied and others are not, visible only when all are.
   * Without the stream's gate the keys ahead of the copy are forgotten too early, the copy brings
   * their old rows back, and the verification counts them.
   */
  @Test
  void aCommitThatStallsDuringTheCopyIsAppliedWhenItIsVisible() throws Exception {
    Gates gates = new Gates().hold(Demand.COPY, 1);
    harness.throttle(gates);
    try (Running rebuild = start()) {
      gates.awaitHeld(Demand.COPY);
      rebuild.awaitTrue("SELECT EXISTS (SELECT FROM instar.copied_range)");
      CompletableFuture<Void> stalled = commitThatStalls();
      gates.open(Demand.COPY);
      rebuild.awaitNotice("building index");

      held.end();
      stalled.join();
      ProgressEvent.RebuildSummary summary = rebuild.finish();
      assertThat(summary.rowsCopied()).isGreaterThanOrEqualTo(29_990);
      assertThat(summary.rowsDiffering()).isZero();
    }
    assertContents();
  }

  /** The change that stalls was made before a range was compared, and is delivered after it. */
  @Test
  void aCommitThatStallsDuringTheVerificationIsNoDifference() throws Exception {
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    harness.throttle(gates);
    try (Running rebuild = start()) {
      gates.awaitHeld(Demand.VERIFY);
      CompletableFuture<Void> stalled = commitThatStalls();
      gates.open(Demand.VERIFY);
      held.await(1);
      held.end();
      stalled.join();
      assertThat(rebuild.finish().rowsDiffering()).isZero();
    }
    assertContents();
  }

  private Running start() {
    harness.options(
        new RunOptions(
            Duration.ofMillis(500), 1, Duration.ofMillis(500), Duration.ofMinutes(1), false));
    return Running.start(harness, harness.context("t", Map.of(), "ALTER COLUMN id TYPE bigint"));
  }

  private static String xid(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT pg_current_xact_id()::xid::text")) {
      row.next();
      return row.getString(1);
    }
  }

  private static void awaitSlotWaitsFor(Running rebuild, Connection holder) throws Exception {
    awaitSlotWaitsFor(rebuild, xid(holder));
  }

  private static void awaitSlotWaitsFor(Running rebuild, String xid) throws Exception {
    rebuild.awaitTrue(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'transactionid' AND NOT granted"
            + " AND transactionid = '"
            + xid
            + "'::xid)");
  }

  /** A transaction that has an id and has written nothing. */
  private Connection transaction() throws SQLException {
    Connection connection = harness.connect();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_current_xact_id()");
    }
    return connection;
  }

  /** Returns when the changes' commit is in the log and nobody sees it. */
  private CompletableFuture<Void> commitThatStalls() throws Exception {
    held.begin();
    CompletableFuture<Void> committed =
        CompletableFuture.runAsync(
            () -> {
              try (Connection connection = harness.connect();
                  Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute(CHANGES);
                connection.commit();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
    held.await(1);
    return committed;
  }

  private void assertContents() throws SQLException {
    assertThat(
            harness.query(
                "SELECT string_agg(id || ' ' || v, ', ' ORDER BY id) FROM public.t"
                    + " WHERE id < 5 OR id > 29995"))
        .isEqualTo(
            "-2 old, -1 inserted, 1 updated, 4 old, 29996 old, 29999 updated, 30000 old, 30002"
                + " old");
    assertThat(harness.query("SELECT count(*) || ' ' || pg_typeof(max(id)) FROM public.t"))
        .isEqualTo("29999 bigint");
  }
}
