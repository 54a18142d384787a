package dev.instar.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.disk.MemoryDisk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.store.StoreOptions;
import dev.instar.engine.store.VersionedTable;
import dev.instar.engine.vacuum.EngineAudit;
import dev.instar.engine.wire.SqlSession.TransactionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Vacuum takes what nobody sees, and nothing else, whoever reads and writes meanwhile. */
@Timeout(60)
class VacuumConcurrencyTest {
  private static final int TRANSACTIONS = Integer.getInteger("vacuum.transactions", 400);

  private final MemoryDisk disk = new MemoryDisk();
  private Engine engine = open("off");

  private Engine open(String automatic) {
    return Engine.open(
        disk,
        new EngineOptions(
            StoreOptions.forHeap(128 << 20),
            Map.of("autovacuum", automatic),
            "instar",
            "",
            "instar"));
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private DirectClient client() {
    return new DirectClient(engine, "instar", "instar");
  }

  private VersionedTable storage() {
    Table table =
        engine.services().catalogs().database(Bootstrap.FIRST_DATABASE).all(Table.class).getFirst();
    return engine.services().store().table(table.storage());
  }

  @Test
  void writersAndOldSnapshotsGoOnWhileTablesAreCleaned() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("VacuumConcurrencyTest seed " + seed);
    try (DirectClient client = client()) {
      client.run("CREATE TABLE t (id integer PRIMARY KEY, v integer, s text)");
      client.run("CREATE INDEX ON t (v)");
      client.run("CREATE INDEX ON t (lower(s)) WHERE v > 5");
      client.run("INSERT INTO t SELECT g, g % 10, 'S' || g FROM generate_series(1, 50) g");
    }
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Random random = new Random(seed + i);
        writers.add(threads.submit(() -> write(random)));
      }
      Future<?> vacuum = threads.submit(() -> until(done, client -> client.run("VACUUM t")));
      Future<?> reader = threads.submit(() -> until(done, VacuumConcurrencyTest::readTwice));
      for (Future<?> writer : writers) {
        writer.get(50, TimeUnit.SECONDS);
      }
      done.set(true);
      vacuum.get(10, TimeUnit.SECONDS);
      reader.get(10, TimeUnit.SECONDS);
    } finally {
      done.set(true);
      threads.shutdown();
    }
    String when = "seed " + seed;
    new EngineAudit(engine.services()).check(when);
    try (DirectClient client = client()) {
      client.run("VACUUM t");
      long rows = (Long) client.value("SELECT count(*) FROM t");
      assertThat(storage().size()).as(when).isEqualTo(rows);
      assertThat(storage().oldVersions()).as(when).isZero();
    }
    new EngineAudit(engine.services()).check(when + ", all cleaned");
  }

  private interface Work {
    void with(DirectClient client);
  }

  private void until(AtomicBoolean done, Work work) {
    try (DirectClient client = client()) {
      while (!done.get()) {
        work.with(client);
      }
    }
  }

  /** By the table and by its indexes, the same at the snapshot's end as at its beginning. */
  private static void readTwice(DirectClient client) {
    client.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
    List<List<Object>> first = client.run("SELECT id, v, s FROM t ORDER BY id");
    for (List<Object> row : first) {
      assertThat(client.run("SELECT id, v, s FROM t WHERE id = " + row.getFirst()))
          .isEqualTo(List.of(row));
    }
    for (int v = 0; v < 20; v++) {
      int value = v;
      assertThat(client.run("SELECT id, v, s FROM t WHERE v = " + v + " ORDER BY id"))
          .isEqualTo(
              first.stream().filter(row -> Integer.valueOf(value).equals(row.get(1))).toList());
    }
    assertThat(client.run("SELECT id, v, s FROM t ORDER BY id")).isEqualTo(first);
    client.run("COMMIT");
  }

  private void write(Random random) {
    try (DirectClient client = client()) {
      for (int i = 0; i < TRANSACTIONS; i++) {
        client.run("BEGIN");
        try {
          change(client, random);
          if (random.nextInt(3) == 0) {
            client.run("SAVEPOINT a");
            change(client, random);
            client.run(random.nextBoolean() ? "ROLLBACK TO a" : "RELEASE a");
            change(client, random);
          }
          client.run(random.nextInt(4) == 0 ? "ROLLBACK" : "COMMIT");
        } catch (SqlException e) {
          assertThat(e.state().code()).as(e.toString()).isIn("40P01", "23505");
          if (client.status() != TransactionStatus.IDLE) {
            client.run("ROLLBACK");
          }
        }
      }
    }
  }

  private static void change(DirectClient client, Random random) {
    int id = 1 + random.nextInt(50);
    int v = random.nextInt(20);
    client.run(
        switch (random.nextInt(6)) {
          case 0 -> "DELETE FROM t WHERE id = " + id;
          case 1 -> "UPDATE t SET s = s WHERE id = " + id;
          case 2 -> "UPDATE t SET v = %d WHERE id = %d".formatted(v, id);
          // Away and back: the entry of the old key is the new one's.
          case 3 -> "UPDATE t SET v = 19 - v WHERE id = " + id;
          default ->
              "INSERT INTO t VALUES (%1$d, %2$d, 'S%1$d') ON CONFLICT (id) DO UPDATE SET v = %2$d"
                  .formatted(id, v);
        });
  }

  @Test
  void whatAnOldSnapshotSeesStaysUntilItEnds() {
    try (DirectClient client = client();
        DirectClient old = client()) {
      client.run("CREATE TABLE t AS SELECT g AS id FROM generate_series(1, 10) g");
      old.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
      assertThat(old.value("SELECT count(*) FROM t")).isEqualTo(10L);
      client.run("UPDATE t SET id = id + 100 WHERE id > 5");
      client.run("DELETE FROM t WHERE id <= 5");
      client.run("VACUUM t");
      assertThat(old.value("SELECT sum(id) FROM t")).isEqualTo(55L);
      assertThat(storage().oldVersions()).isEqualTo(5);
      old.run("COMMIT");
      client.run("VACUUM t");
      assertThat(storage().size()).isEqualTo(5);
      assertThat(storage().oldVersions()).isZero();
    }
  }

  @Test
  void aDeletionThatWasRolledBackIsNoneAfterVacuumAndARestart() {
    try (DirectClient client = client()) {
      client.run("CREATE TABLE t AS SELECT g AS id FROM generate_series(1, 4) g");
      client.run("BEGIN; DELETE FROM t WHERE id = 1; ROLLBACK");
      client.run("BEGIN; SAVEPOINT a; DELETE FROM t WHERE id = 2; ROLLBACK TO a; COMMIT");
      client.run("BEGIN; SAVEPOINT a; UPDATE t SET id = 30 WHERE id = 3; ROLLBACK TO a");
      client.run("INSERT INTO t VALUES (5); COMMIT");
      client.run("BEGIN; SAVEPOINT a; DELETE FROM t WHERE id = 4; RELEASE a; COMMIT");
      client.run("VACUUM t");
      assertThat(client.value("SELECT array_agg(id ORDER BY id)::text FROM t"))
          .isEqualTo("{1,2,3,5}");
      client.run("CHECKPOINT");
    }
    engine.closeAbruptly();
    engine = open("off");
    try (DirectClient client = client()) {
      client.run("VACUUM t");
      assertThat(client.value("SELECT array_agg(id ORDER BY id)::text FROM t"))
          .isEqualTo("{1,2,3,5}");
      assertThat(storage().size()).isEqualTo(4);
    }
    new EngineAudit(engine.services()).check("opened again");
  }

  @Test
  void tablesAreCleanedUnasked() {
    engine.close();
    engine = open("on");
    try (DirectClient client = client()) {
      client.run("CREATE TABLE t AS SELECT g AS id FROM generate_series(1, 1000) g");
      client.run("DELETE FROM t WHERE id > 10");
      while (storage().size() > 10) {
        Thread.onSpinWait();
      }
      assertThat(client.value("SELECT count(*) FROM t")).isEqualTo(10L);
    }
  }
}
