package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rebuild on a real server, from an empty database to the swapped table. */
class RebuildExecutorTest {
  private RebuildHarness harness;

  @BeforeEach
  void open() throws Exception {
    harness = new RebuildHarness(PostgresServer.shared(PostgresVersion.V17));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anIdleTableGetsItsNewShape() throws Exception {
    harness.sql(
        "CREATE TABLE public.orders (id int PRIMARY KEY, note text, v int UNIQUE)",
        "INSERT INTO public.orders SELECT i, 'note ' || i, -i FROM generate_series(1, 50000) i");

    ProgressEvent.RebuildSummary summary = harness.rebuild("orders", "ALTER COLUMN id TYPE bigint");

    assertThat(summary.rowsCopied()).isEqualTo(50_000);
    assertThat(summary.rowsVerified()).isEqualTo(50_000);
    assertThat(summary.rowsDiffering()).isZero();
    assertThat(harness.query("SELECT pg_typeof(id)::text FROM public.orders LIMIT 1"))
        .isEqualTo("bigint");
    assertThat(harness.query("SELECT count(*) || ' ' || sum(id) FROM public.orders"))
        .isEqualTo("50000 1250025000");
    assertThat(
            harness.query(
                "SELECT count(*) FROM pg_replication_slots WHERE database = current_database()"))
        .isEqualTo("0");
    assertThat(harness.query("SELECT count(*) FROM pg_publication")).isEqualTo("0");
  }

  @Test
  void anEmptyTableGetsItsNewShape() throws Exception {
    harness.sql("CREATE TABLE public.orders (id int PRIMARY KEY)");

    ProgressEvent.RebuildSummary summary = harness.rebuild("orders", "ALTER COLUMN id TYPE bigint");

    assertThat(summary.rowsCopied()).isZero();
    assertThat(summary.rowsDiffering()).isZero();
  }

  @Test
  void aTableUnderWritesGetsItsNewShapeAndLosesNothing() throws Exception {
    harness.sql(
        "CREATE TABLE public.orders (id int PRIMARY KEY, v bigint)",
        "INSERT INTO public.orders SELECT i, 0 FROM generate_series(1, 200000) i");
    AtomicBoolean stop = new AtomicBoolean();
    AtomicLong increments = new AtomicLong();
    List<Throwable> failures = new ArrayList<>();
    List<Thread> writers = new ArrayList<>();
    for (int w = 0; w < 4; w++) {
      Random random = new Random(w);
      writers.add(
          Thread.ofPlatform()
              .start(
                  () -> {
                    try (Connection c = harness.connect();
                        PreparedStatement update =
                            c.prepareStatement("UPDATE public.orders SET v = v + 1 WHERE id = ?")) {
                      while (!stop.get()) {
                        update.setInt(1, 1 + random.nextInt(200_000));
                        increments.addAndGet(update.executeUpdate());
                        LockSupport.parkNanos(2_000_000);
                      }
                    } catch (Throwable e) {
                      failures.add(e);
                    }
                  }));
    }
    ProgressEvent.RebuildSummary summary;
    try {
      summary = harness.rebuild("orders", "ALTER COLUMN id TYPE bigint");
    } finally {
      stop.set(true);
      for (Thread writer : writers) {
        writer.join();
      }
    }
    System.out.println(summary + " increments " + increments);
    assertThat(failures).isEmpty();
    assertThat(summary.rowsDiffering()).isZero();
    assertThat(harness.query("SELECT sum(v) FROM public.orders"))
        .isEqualTo(String.valueOf(increments.get()));
  }

  /** Slots, origins and sessions are the cluster's; migrations and steps count anew in each. */
  @Test
  void twoDatabasesOfOneServerAreRebuiltAtOnce() throws Exception {
    RebuildHarness.CutOverRequest one = harness.postponed();
    try (RebuildHarness other = new RebuildHarness(harness.server())) {
      RebuildHarness.CutOverRequest two = other.postponed();
      List<Running> running = new ArrayList<>();
      try {
        for (RebuildHarness each : List.of(harness, other)) {
          each.sql(
              "CREATE TABLE public.t (id int PRIMARY KEY)",
              "INSERT INTO public.t SELECT generate_series(1, 1000)");
          Running rebuild =
              Running.start(each, each.context("t", Map.of(), "ALTER COLUMN id TYPE bigint"));
          running.add(rebuild);
          rebuild.awaitPostponed();
        }
        one.request();
        two.request();
        for (Running rebuild : running) {
          assertThat(rebuild.finish().rowsDiffering()).isZero();
        }
      } finally {
        running.forEach(Running::close);
      }
    }
  }
}
