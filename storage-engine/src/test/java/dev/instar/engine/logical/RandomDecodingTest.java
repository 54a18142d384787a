package dev.instar.engine.logical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.disk.SimulatedDisk;
import dev.instar.engine.wal.Lsn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random transactions side by side, with savepoints, new and renamed tables, checkpoints and
 * vacuum; a reader that confirms now and then, restarts, and crashes with the engine. What it is
 * told is what was committed, in order, nothing left out.
 */
final class RandomDecodingTest {
  private static final int STEPS = 1500;

  /** A transaction with what it is expected to be told as. */
  private static final class Open {
    final LoggedDatabase.Work work;
    final List<String> lines = new ArrayList<>();
    final List<Integer> marks = new ArrayList<>();
    final List<Map<Integer, Optional<CatalogObject>>> edits = new ArrayList<>();

    Open(LoggedDatabase.Work work) {
      this.work = work;
    }
  }

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private SimulatedDisk disk = new SimulatedDisk();
  private LoggedDatabase database;
  private final List<Open> open = new ArrayList<>();

  /** Who may touch a table: a transaction that renames it has it alone. */
  private final Map<Integer, List<Open>> users = new HashMap<>();

  private final Map<Integer, Open> renamers = new HashMap<>();

  /** Committed since the slot was made, in order. */
  private final List<String> committed = new ArrayList<>();

  /** How many of them the reader has confirmed. */
  private int confirmed;

  private Slot slot;
  private LineSink sink;
  private Decoder decoder;
  private int toldBefore;
  private RestartPoint candidate;

  @Test
  void theReaderIsToldWhatWasCommitted() {
    System.out.println("RandomDecodingTest seed " + seed);
    database = new LoggedDatabase(disk);
    LoggedDatabase.Work work = database.new Work();
    for (int i = 0; i < 4; i++) {
      work.table("t" + i);
    }
    work.commit();
    slot = database.slot("s");
    startReader();
    int restarts = 0;
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(40)) {
        case 0 -> database.store.checkpoint();
        case 1 -> database.vacuumCatalog();
        case 2, 3 -> confirm();
        case 4 -> {
          decoder.close();
          database.changelog.slotTable().release(slot);
          startReader();
        }
        case 5 -> {
          if (random.nextInt(4) == 0) {
            crash();
            restarts++;
          }
        }
        case 6, 7, 8, 9, 10 -> read();
        default -> act();
      }
    }
    while (!open.isEmpty()) {
      end(open.getFirst());
    }
    read();
    if (restarts == 0) {
      crash();
      read();
    }
    confirm();
    database.store.checkpoint();
    assertTrue(confirmed > 0);
    decoder.close();
    database.close();
  }

  private void startReader() {
    sink = new LineSink();
    candidate = null;
    SlotPosition at = slot.position();
    toldBefore = confirmed;
    decoder =
        new Decoder(
            database.store,
            database.transactions,
            LoggedDatabase.DATABASE,
            at,
            at.confirmed(),
            sink);
  }

  private void read() {
    while (decoder.step()) {
      if (candidate == null) {
        candidate = decoder.restartPoint().orElse(null);
      }
    }
    assertEquals(
        committed.subList(toldBefore, committed.size()), sink.transactions, "seed " + seed);
  }

  /** The reader confirms some of what it was told. */
  private void confirm() {
    int known = sink.transactions.size();
    if (known == 0) {
      return;
    }
    int upTo = random.nextInt(known);
    if (toldBefore + upTo + 1 <= confirmed) {
      return;
    }
    confirmed = toldBefore + upTo + 1;
    database.changelog.slotTable().confirm(slot, sink.ends.get(upTo));
    if (candidate != null
        && candidate.point().position().compareTo(slot.position().confirmed()) <= 0) {
      database.changelog.slotTable().restartAt(slot, candidate);
      candidate = null;
    }
  }

  /** Power is lost: what was not answered is gone, and the slot stands where it was last saved. */
  private void crash() {
    decoder.close();
    // It was saved when the reader before left, or at a position that this one confirmed.
    Lsn saved = slot.saved.confirmed();
    int back = 0;
    for (int i = sink.ends.size() - 1; i >= 0; i--) {
      if (sink.ends.get(i).compareTo(saved) <= 0) {
        back = i + 1;
        break;
      }
    }
    confirmed = toldBefore + back;
    open.clear();
    users.clear();
    renamers.clear();
    disk = disk.afterCrash(random);
    database = new LoggedDatabase(disk);
    slot = database.changelog.slotTable().find("s").orElseThrow();
    assertEquals(saved, slot.position().confirmed());
    startReader();
  }

  private void act() {
    if (open.size() < 2 || (open.size() < 6 && random.nextInt(8) == 0)) {
      open.add(new Open(database.new Work()));
      return;
    }
    Open one = open.get(random.nextInt(open.size()));
    switch (random.nextInt(12)) {
      case 0 -> end(one);
      case 1 -> define(one);
      case 2 -> {
        one.work.transaction.savepoint("s" + one.marks.size());
        one.marks.add(one.lines.size());
        one.edits.add(one.work.edits.savepoint());
      }
      case 3 -> {
        if (!one.marks.isEmpty()) {
          int mark = one.marks.removeLast();
          one.work.edits.rollbackTo(one.edits.removeLast());
          one.work.transaction.rollbackTo("s" + one.marks.size());
          one.work.transaction.release("s" + one.marks.size());
          one.lines.subList(mark, one.lines.size()).clear();
        }
      }
      case 4 -> {
        if (!one.marks.isEmpty()) {
          one.marks.removeLast();
          one.edits.removeLast();
          one.work.transaction.release("s" + one.marks.size());
        }
      }
      default -> insert(one);
    }
  }

  private Optional<Table> anyTable(Open one) {
    List<Table> tables = one.work.edits.catalog().all(Table.class);
    return tables.isEmpty()
        ? Optional.empty()
        : Optional.of(tables.get(random.nextInt(tables.size())));
  }

  private void insert(Open one) {
    Optional<Table> table = anyTable(one);
    if (table.isEmpty() || !mayUse(one, table.get(), false)) {
      return;
    }
    String value = String.valueOf(random.nextInt(1000));
    one.work.insert(table.get(), value);
    one.lines.add(table.get().name() + "=" + value);
  }

  private void define(Open one) {
    Optional<Table> table = anyTable(one);
    if (random.nextInt(3) == 0) {
      Table made = one.work.table("new" + random.nextInt(1000));
      users.put(made.oid(), new ArrayList<>(List.of(one)));
      return;
    }
    if (table.isEmpty() || !mayUse(one, table.get(), true)) {
      return;
    }
    Table now = table.get();
    if (random.nextBoolean()) {
      one.work.put(now.withName("r" + random.nextInt(1000)));
    } else {
      Table rewritten = now.withStorage(database.catalogs.newOid());
      one.work.insert(rewritten, "copied");
      one.work.put(rewritten);
    }
  }

  /** As the table's lock would say. */
  private boolean mayUse(Open one, Table table, boolean alone) {
    List<Open> using = users.computeIfAbsent(table.oid(), any -> new ArrayList<>());
    boolean others = using.stream().anyMatch(each -> each != one);
    boolean taken = renamers.containsKey(table.oid()) && renamers.get(table.oid()) != one;
    if (taken || (alone && others)) {
      return false;
    }
    if (alone) {
      renamers.put(table.oid(), one);
    }
    if (!using.contains(one)) {
      using.add(one);
    }
    return true;
  }

  private void end(Open one) {
    open.remove(one);
    users.values().forEach(using -> using.remove(one));
    renamers.values().removeIf(each -> each == one);
    if (random.nextInt(4) == 0) {
      one.work.rollback(random.nextBoolean());
      return;
    }
    one.work.commit();
    if (!one.lines.isEmpty()) {
      committed.add(String.join(" ", one.lines));
    }
  }
}
