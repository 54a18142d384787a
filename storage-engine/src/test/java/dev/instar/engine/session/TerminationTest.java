package dev.instar.engine.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.instar.engine.disk.MemoryDisk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.store.StoreOptions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A session that is to end, at a moment when nothing of it runs: between two statements. */
@Timeout(60)
final class TerminationTest {
  private final Engine engine =
      Engine.open(
          new MemoryDisk(),
          new EngineOptions(StoreOptions.forHeap(64 << 20), Map.of(), "instar", "", "instar"));

  @AfterEach
  void close() {
    engine.close();
  }

  private DirectClient client() {
    return new DirectClient(engine, "instar", "instar");
  }

  @Test
  void itDoesNotWaitForALockThatItAsksForAfterwards() {
    try (DirectClient holder = client();
        DirectClient waiter = client()) {
      holder.run("CREATE TABLE t (a integer)");
      holder.run("BEGIN");
      holder.run("LOCK TABLE t");
      waiter.run("SET lock_timeout = '1s'");
      waiter.terminate();
      SqlException failure = assertThrows(SqlException.class, () -> waiter.run("SELECT a FROM t"));
      assertEquals(SqlState.ADMIN_SHUTDOWN, failure.state());
    }
  }

  @Test
  void nothingThatItRunsAfterwardsGoesOn() {
    try (DirectClient client = client()) {
      client.terminate();
      SqlException failure =
          assertThrows(
              SqlException.class,
              () -> client.run("SELECT count(*) FROM generate_series(1, 100000)"));
      assertEquals(SqlState.ADMIN_SHUTDOWN, failure.state());
    }
  }

  @Test
  void itsTemporaryTablesGoWithIt() {
    try (DirectClient observer = client()) {
      try (DirectClient client = client()) {
        client.run("CREATE TEMPORARY TABLE mine (a integer)");
        client.terminate();
        assertThrows(SqlException.class, () -> client.run("SELECT a FROM mine"));
      }
      assertEquals(0L, observer.value("SELECT count(*) FROM pg_class WHERE relname = 'mine'"));
    }
  }
}
