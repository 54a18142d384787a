package dev.instar.engine.logical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.disk.MemoryDisk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.wal.Lsn;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The log becomes transactions again, and the catalog is that of their time. */
@Timeout(60)
final class DecoderTest {
  private final MemoryDisk disk = new MemoryDisk();

  private static LineSink decode(LoggedDatabase database, Slot slot) {
    LineSink sink = new LineSink();
    SlotPosition at = slot.position();
    try (Decoder decoder =
        new Decoder(
            database.store,
            database.transactions,
            LoggedDatabase.DATABASE,
            at,
            at.confirmed(),
            sink)) {
      while (decoder.step()) {
        // Each step tells the sink what it has found.
      }
    }
    return sink;
  }

  private static Table made(LoggedDatabase database, String name) {
    LoggedDatabase.Work work = database.new Work();
    Table table = work.table(name);
    work.commit();
    return table;
  }

  @Test
  void transactionsComeInTheOrderOfTheirCommitsWithWhatWasNotRolledBack() {
    try (LoggedDatabase database = new LoggedDatabase(disk)) {
      Table t = made(database, "t");
      Slot slot = database.slot("s");
      LoggedDatabase.Work one = database.new Work();
      LoggedDatabase.Work two = database.new Work();
      LoggedDatabase.Work lost = database.new Work();
      one.insert(t, "1");
      two.insert(t, "2");
      lost.insert(t, "lost");
      one.transaction.savepoint("a");
      one.insert(t, "undone");
      one.transaction.rollbackTo("a");
      one.insert(t, "kept");
      two.commit();
      lost.rollback(false);
      one.transaction.release("a");
      one.insert(t, "last");
      one.commit();
      assertEquals(List.of("t=2", "t=1 t=kept t=last"), decode(database, slot).transactions);
    }
  }

  @Test
  void aLargeTransactionIsReadFromTheLogAgain() {
    try (LoggedDatabase database = new LoggedDatabase(disk)) {
      Table t = made(database, "t");
      Slot slot = database.slot("s");
      LoggedDatabase.Work large = database.new Work();
      LoggedDatabase.Work small = database.new Work();
      String row = "x".repeat(50_000);
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        if (i == 30) {
          large.transaction.savepoint("a");
        }
        large.insert(t, i + row);
        expected.append(i == 0 ? "" : " ").append("t=").append(i).append(row);
        small.insert(t, String.valueOf(i));
      }
      small.rollback(true);
      large.transaction.savepoint("b");
      large.insert(t, "undone");
      large.transaction.rollbackTo("b");
      large.commit();
      assertEquals(List.of(expected.toString()), decode(database, slot).transactions);
    }
  }

  @Test
  void aRowIsToldUnderTheNameItsTableHadThen() {
    try (LoggedDatabase database = new LoggedDatabase(disk)) {
      Table t = made(database, "t");
      Slot slot = database.slot("s");
      LoggedDatabase.Work before = database.new Work();
      before.insert(t, "1");
      before.commit();
      LoggedDatabase.Work rename = database.new Work();
      rename.insert(t, "2");
      rename.put(t.withName("renamed"));
      rename.insert(t, "3");
      rename.transaction.savepoint("a");
      rename.put(t.withName("never"));
      rename.insert(t, "undone");
      rename.transaction.rollbackTo("a");
      rename.insert(t, "4");
      rename.commit();
      LoggedDatabase.Work undone = database.new Work();
      undone.put(t.withName("undone"));
      undone.rollback(true);
      LoggedDatabase.Work after = database.new Work();
      after.insert(t, "5");
      after.commit();
      assertEquals(
          List.of("t=1", "t=2 renamed=3 renamed=4", "renamed=5"),
          decode(database, slot).transactions);
      assertTrue(database.vacuumCatalog() >= 0);
      assertEquals(
          List.of("t=1", "t=2 renamed=3 renamed=4", "renamed=5"),
          decode(database, slot).transactions,
          "the slot keeps what its point needs");
    }
  }

  @Test
  void whatARewriteWritesIsNoChange() {
    try (LoggedDatabase database = new LoggedDatabase(disk)) {
      Table t = made(database, "t");
      Slot slot = database.slot("s");
      LoggedDatabase.Work rewrite = database.new Work();
      rewrite.insert(t, "1");
      Table rewritten = t.withStorage(database.catalogs.newOid());
      rewrite.insert(rewritten, "copied");
      rewrite.put(rewritten);
      rewrite.insert(rewritten, "2");
      rewrite.insert(t, "into what it no longer has");
      rewrite.commit();
      assertEquals(List.of("t=1 t=2"), decode(database, slot).transactions);
    }
  }

  @Test
  void aNewSlotWaitsForWhoRunsAndTellsWhoBeganLater() throws Exception {
    try (LoggedDatabase database = new LoggedDatabase(disk)) {
      Table t = made(database, "t");
      LoggedDatabase.Work running = database.new Work();
      running.insert(t, "before");
      LockOwner owner = database.newOwner();
      CompletableFuture<Lsn> made =
          CompletableFuture.supplyAsync(
              () ->
                  new SlotCommands(database.changelog)
                      .create(
                          "s", "pgoutput", false, LoggedDatabase.DATABASE, owner, snapshot -> {}));
      while (database.locks.blockingPids(owner.pid()).isEmpty()) {
        Thread.onSpinWait();
      }
      LoggedDatabase.Work later = database.new Work();
      later.insert(t, "later");
      LoggedDatabase.Work between = database.new Work();
      between.insert(t, "between");
      between.put(t.withName("renamed"));
      between.commit();
      assertFalse(made.isDone());
      SqlException taken =
          assertThrows(SqlException.class, () -> database.changelog.slotTable().reserve("s", 77));
      assertEquals("42710", taken.state().code());
      running.commit();
      made.get(20, TimeUnit.SECONDS);
      later.commit();
      Slot slot = database.changelog.slotTable().find("s").orElseThrow();
      assertEquals(List.of("renamed=later"), decode(database, slot).transactions);
    }
  }
}
