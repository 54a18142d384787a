package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.journal.MigrationState;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.TestPlans;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.postgresql.CuttingProxy;
import dev.instar.migrator.postgresql.CuttingProxy.Cut;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunServices;
import dev.instar.migrator.run.RunTiming;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.throttle.Throttle;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * I10: a connection that breaks around a commit tells nothing; the state in the target does. Whole
 * runs, through a proxy that cuts connections just before or just after the server carries out a
 * request: every row arrives once, what counts counts once, and the tables are swapped once.
 */
class I10UnknownIsAStateTest {
  private static final int ROWS = 3_000;
  private static final int MOST_ATTEMPTS = 40;
  private static final TableName T = new TableName("public", "t");

  private static final Plan PLAN =
      TestPlans.plan(
          "V1",
          // Not idempotent: done twice, the count would tell.
          TestPlans.step(
              "1.1",
              Phase.EXPAND,
              new StepAction.Execute(List.of("UPDATE public.counter SET n = n + 1")),
              new Undo.Sql(List.of("UPDATE public.counter SET n = n - 1")),
              TestPlans.claim("counter", LockMode.ROW_EXCLUSIVE)),
          TestPlans.step(
              "1.2",
              Phase.MIGRATE,
              new StepAction.Backfill(T, Map.of("w", "id * 2"), "w IS NULL"),
              new Undo.Nothing("-")),
          rebuild("1.3"));

  private static final Set<ErrorCode> UNKNOWN =
      EnumSet.of(ErrorCode.CONNECTION_LOST, ErrorCode.UNREACHABLE, ErrorCode.OUTCOME_UNKNOWN);

  private final RebuildExecutor rebuild = new RebuildExecutor();
  private final List<ProgressEvent> events = new CopyOnWriteArrayList<>();
  private TestDatabase database;
  private CuttingProxy proxy;
  private Throttle throttle = Throttle.NONE;

  private static Step rebuild(String id) {
    return TestPlans.step(
        id,
        Phase.MIGRATE,
        new StepAction.Rebuild(T, List.of("ALTER COLUMN id TYPE bigint"), Map.of()),
        new Undo.DropShadow(),
        TestPlans.claim("t", LockMode.ACCESS_EXCLUSIVE));
  }

  @BeforeEach
  void open() throws Exception {
    database = TestDatabase.create();
    proxy = new CuttingProxy(PostgresServer.shared(PostgresVersion.V17).port());
    fill();
  }

  private void fill() throws SQLException {
    database.execute(
        "CREATE TABLE public.counter (n int)",
        "INSERT INTO public.counter VALUES (0)",
        "CREATE TABLE public.t (id int PRIMARY KEY, v int NOT NULL, w int)",
        "INSERT INTO public.t SELECT i, 0 FROM generate_series(1, " + ROWS + ") i",
        "CREATE TABLE public.was AS SELECT 'public.t'::regclass::oid AS oid");
  }

  @AfterEach
  void close() throws Exception {
    proxy.close();
    database.close();
  }

  /** The commit that counts most, with nothing else going wrong. */
  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void theOutcomeOfTheSwapIsFoundInTheCatalog(Cut how) throws Exception {
    AtomicInteger cuts = new AtomicInteger();
    proxy.cut(
        request ->
            request.of("cut-over") && request.commits() && cuts.getAndIncrement() == 0
                ? how
                : Cut.NONE);
    try (Increments increments = new Increments(database)) {
      start();
      assertMigratedOnce(increments.stop());
    }
    // A cut before the commit leaves the swap to be done again, one after it only the rest.
    assertThat(cuts).hasValue(how == Cut.BEFORE ? 2 : 1);
    assertThat(notices()).anyMatch(n -> n.startsWith("lost the server, trying again"));
  }

  /** Every kind of session that commits loses a commit, in one run. */
  @ParameterizedTest
  @EnumSource(names = {"BEFORE", "AFTER"})
  void theOutcomeOfEveryOtherCommitIsFoundToo(Cut how) throws Exception {
    // Which of its commits; a first lease that cannot be had is the caller's to try again.
    Map<String, Integer> victims =
        Map.of(
            "takeover", 2, "run", 3, "step", 1, "shadow", 1, "copy", 1, "apply", 1, "cut-over", 1);
    Map<String, Integer> commits = new HashMap<>();
    Set<String> cut = new TreeSet<>();
    AtomicInteger backfill = new AtomicInteger();
    proxy.cut(
        request -> {
          if (!request.commits()) {
            return Cut.NONE;
          }
          // A batch of the backfill, of which there are several.
          if (request.of("step")
              && request.afterStatement("UPDATE \"public\".\"t\"")
              && backfill.incrementAndGet() == 1) {
            cut.add("backfill");
            return how;
          }
          String purpose = request.purpose();
          if (commits.merge(purpose, 1, Integer::sum).equals(victims.get(purpose))) {
            cut.add(purpose);
            return how;
          }
          return Cut.NONE;
        });
    try (Increments increments = new Increments(database)) {
      start();
      assertMigratedOnce(increments.stop());
    }
    assertThat(cut).containsAll(victims.keySet()).contains("backfill");
  }

  /** Connections break at any request, commits or not. */
  @ParameterizedTest
  @ValueSource(longs = 1)
  void itEndsWellWhereverConnectionsBreak(long seed) throws Exception {
    breakingAnywhere(seed);
  }

  @Tag("wide")
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29})
  void itEndsWellWhereverConnectionsBreakOften(long seed) throws Exception {
    breakingAnywhere(seed);
  }

  private void breakingAnywhere(long seed) throws Exception {
    Random random = new Random(seed);
    List<String> cuts = new ArrayList<>();
    Map<String, Integer> broken = new HashMap<>();
    proxy.cut(
        request -> {
          String statement = request.transaction().getLast().strip();
          // What a session sets when it begins, and all that comes before the lease, is for the
          // test of every request.
          if (!request.session().startsWith("instar 1.") || statement.startsWith("SET ")) {
            return Cut.NONE;
          }
          String purpose = request.purpose();
          // Twice each, or the first steps would be cut so often that the last ones are spared.
          if (broken.getOrDefault(purpose, 0) == 2 || random.nextInt(20) != 0) {
            return Cut.NONE;
          }
          broken.merge(purpose, 1, Integer::sum);
          Cut how = random.nextBoolean() ? Cut.BEFORE : Cut.AFTER;
          cuts.add(how + " " + request.session() + ": " + statement);
          return how;
        });
    try (Increments increments = new Increments(database)) {
      start();
      long done = increments.stop();
      System.out.println("seed " + seed + ": " + String.join("\n  ", cuts));
      assertMigratedOnce(done);
    }
    assertThat(cuts).isNotEmpty();
  }

  /** One request after the other, of each kind of session. */
  @Tag("wide")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "journal",
        "state",
        "takeover",
        "lease",
        "run",
        "step",
        "rebuild",
        "shadow",
        "main",
        "copy",
        "apply",
        "intake",
        "verify",
        "index",
        "marker",
        "watch",
        "gate",
        "stream",
        "cut-over"
      })
  void itEndsWellWhicheverRequestIsLast(String session) throws Exception {
    int most = 15;
    for (int number = 1; number <= most; number++) {
      for (Cut how : List.of(Cut.BEFORE, Cut.AFTER)) {
        int wanted = number;
        AtomicInteger requests = new AtomicInteger();
        proxy.cut(
            request ->
                request.of(session) && requests.incrementAndGet() == wanted ? how : Cut.NONE);
        database.close();
        database = TestDatabase.create();
        fill();
        try (Increments increments = new Increments(database)) {
          start();
          assertMigratedOnce(increments.stop());
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("cut " + how + " request " + number + " of " + session, e);
        }
        if (requests.get() < number) {
          return;
        }
      }
    }
  }

  /** A flush whose client is gone is ended before its successor begins: it never commits. */
  @Test
  void aLateCommitOfASessionThatIsFoundIsRefused() throws Exception {
    lateFlush(false);
  }

  /**
   * Behind a pooler the server process cannot be found and ended. The takeover waits until the
   * flush has committed, and its successor counts it. Were the epoch's row not locked by the flush,
   * the row it brings back would stay.
   */
  @Test
  void aLateCommitOfASessionThatIsNotFoundIsWaitedFor() throws Exception {
    lateFlush(true);
  }

  private void lateFlush(boolean anonymous) throws Exception {
    proxy.close();
    proxy = new CuttingProxy(PostgresServer.shared(PostgresVersion.V17).port(), anonymous);
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    throttle = gates;
    CompletableFuture<Void> run = CompletableFuture.runAsync(this::start);
    gates.awaitHeld(Demand.VERIFY);
    AtomicInteger cuts = new AtomicInteger();
    proxy.cut(
        request ->
            request.of("apply")
                    && request.commits()
                    && request.afterStatement("DELETE FROM")
                    && cuts.getAndIncrement() == 0
                ? Cut.LATE
                : Cut.NONE);
    database.execute("UPDATE public.t SET v = 1 WHERE id = 7");
    proxy.awaitCut();
    database.execute("DELETE FROM public.t WHERE id = 7");
    if (anonymous) {
      database.await(
          "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND"
              + " wait_event_type = 'Lock' AND query ILIKE '%epoch%for update%')");
      assertThat(database.value("SELECT epoch FROM instar.epoch")).isEqualTo("1");
    } else {
      database.await("SELECT epoch = 2 FROM instar.epoch");
    }
    proxy.deliver();
    gates.open(Demand.VERIFY);
    run.get(1, TimeUnit.MINUTES);
    assertThat(database.value("SELECT count(*) FROM public.t WHERE id = 7")).isEqualTo("0");
    assertThat(database.value("SELECT count(*) FROM public.t")).isEqualTo(ROWS - 1 + "");
    assertThat(notices()).noneMatch(notice -> notice.contains("differ from the source"));
  }

  /** Starts the migration, and goes on as a user would whose connection broke at the wrong time. */
  private void start() {
    for (int attempt = 1; ; attempt++) {
      try {
        assertThat(migrations().start(PLAN, "c", false).state()).isEqualTo(MigrationState.EXPANDED);
        return;
      } catch (MigrationException e) {
        System.out.println("attempt " + attempt + ": " + e.code() + " " + e.getMessage());
        if (!UNKNOWN.contains(e.code()) || attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Migrations migrations() {
    ConnectionSettings direct = database.sessions().settings();
    return new Migrations(
        new ConnectionSettings(
            proxy.route(direct.url()), direct.user(), direct.password(), direct.properties()),
        new RunServices(
            rebuild,
            rebuild,
            (sessions, flags) -> throttle,
            new RunTiming(
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofSeconds(4),
                Duration.ofSeconds(60)),
            QUICK,
            new Random(1)),
        new RunOptions(
            Duration.ofMillis(20), 2, Duration.ofMillis(500), Duration.ofSeconds(60), false),
        event -> {
          events.add(event);
          System.out.println(event);
        });
  }

  /** Pauses between attempts teach nothing here. */
  private static final Ticker QUICK =
      new Ticker() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(Math.min(20, duration.toMillis()));
        }
      };

  private List<String> notices() {
    return events.stream()
        .filter(ProgressEvent.Notice.class::isInstance)
        .map(e -> ((ProgressEvent.Notice) e).message())
        .toList();
  }

  private void assertMigratedOnce(long increments) throws SQLException {
    assertThat(database.value("SELECT n FROM public.counter")).isEqualTo("1");
    assertThat(
            database.rows(
                "SELECT count(*), sum(v), count(*) FILTER (WHERE w = id * 2) FROM public.t"))
        .containsExactly(ROWS + "|" + increments + "|" + ROWS);
    assertThat(database.value("SELECT pg_typeof(id) FROM public.t LIMIT 1")).isEqualTo("bigint");
    // Swapped a second time, the table that was there first would be somewhere else.
    assertThat(
            database.rows(
                "SELECT c.oid = (SELECT oid FROM public.was) FROM pg_class AS c WHERE relname ="
                    + " 't' AND relkind = 'r' AND relnamespace <> 'public'::regnamespace"))
        .containsExactly("t");
    assertThat(database.value("SELECT phase FROM instar.shadow")).isEqualTo("finished");
    assertThat(
            database.rows(
                "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"
                    + " UNION ALL SELECT pubname FROM pg_publication"))
        .isEmpty();
    assertThat(notices()).noneMatch(notice -> notice.contains("differ from the source"));
  }
}
