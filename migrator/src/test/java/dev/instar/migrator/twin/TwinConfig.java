package dev.instar.migrator.twin;

import dev.instar.migrator.schema.TableName;
import java.time.Duration;
import java.util.Objects;

/**
 * What a {@link TwinWorkload} is to be.
 *
 * @param source the table's name
 * @param key what its primary key is made of
 * @param rows how many rows it begins with
 * @param writers how many clients use it at once
 * @param pause how far apart the beginnings of one writer's transactions are; zero for none
 * @param seed decides what the writers do
 */
public record TwinConfig(
    TableName source, KeyKind key, int rows, int writers, Duration pause, long seed) {
  public TwinConfig {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(pause, "pause");
    if (rows < 0 || writers < 1) {
      throw new IllegalArgumentException(rows + " rows, " + writers + " writers");
    }
  }

  /** Eight writers, fifty transactions a second each, on a few thousand rows of public.orders. */
  public static TwinConfig of(KeyKind key, long seed) {
    return new TwinConfig(
        new TableName("public", "orders"), key, 4_000, 8, Duration.ofMillis(20), seed);
  }

  public TwinConfig withRows(int count) {
    return new TwinConfig(source, key, count, writers, pause, seed);
  }

  public TwinConfig withWriters(int count) {
    return new TwinConfig(source, key, rows, count, pause, seed);
  }

  public TwinConfig withPause(Duration length) {
    return new TwinConfig(source, key, rows, writers, length, seed);
  }

  public TwinConfig withSource(TableName name) {
    return new TwinConfig(name, key, rows, writers, pause, seed);
  }

  /** The writers, and the rows that belong to all of them. */
  int partitions() {
    return writers + 1;
  }
}
