package dev.instar.migrator.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What one writer knows of the rows that belong to it, as its transaction sees them. Used by one
 * thread.
 */
final class WriterRows {
  private final List<TwinRow> rows;
  final NumberPool numbers;
  final NumberPool codes;

  /**
   * @param partition which share of all numbers is this writer's, from 0
   * @param partitions among how many they are shared
   */
  WriterRows(int partition, int partitions) {
    this(
        new ArrayList<>(),
        new NumberPool(partition, partitions),
        new NumberPool(partition, partitions));
  }

  private WriterRows(List<TwinRow> rows, NumberPool numbers, NumberPool codes) {
    this.rows = rows;
    this.numbers = numbers;
    this.codes = codes;
  }

  /** As it is now; a transaction or savepoint that is rolled back returns to such a copy. */
  WriterRows copy() {
    return new WriterRows(new ArrayList<>(rows), numbers.copy(), codes.copy());
  }

  int size() {
    return rows.size();
  }

  /** A row that is in no table yet, and not added here. */
  TwinRow newRow(RandomGenerator random) {
    return new TwinRow(
        UUID.randomUUID(), numbers.take(random), uniqueValue(random), uniqueValue(random));
  }

  private Integer uniqueValue(RandomGenerator random) {
    return random.nextInt(4) == 0 ? null : (int) codes.take(random);
  }

  void add(TwinRow row) {
    rows.add(row);
  }

  /** Adds a row that the database holds and this writer has forgotten. */
  void remember(TwinRow row) {
    rows.add(row);
    numbers.skipTo(row.number());
    if (row.code() != null) {
      codes.skipTo(row.code());
    }
    if (row.rank() != null) {
      codes.skipTo(row.rank());
    }
  }

  List<TwinRow> all() {
    return List.copyOf(rows);
  }

  /** The place of a random row. */
  int pick(RandomGenerator random) {
    return random.nextInt(rows.size());
  }

  TwinRow get(int place) {
    return rows.get(place);
  }

  void set(int place, TwinRow row) {
    rows.set(place, row);
  }

  void remove(int place) {
    TwinRow last = rows.removeLast();
    if (place < rows.size()) {
      rows.set(place, last);
    }
  }
}
