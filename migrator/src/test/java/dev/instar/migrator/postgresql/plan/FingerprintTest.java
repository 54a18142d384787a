package dev.instar.migrator.postgresql.plan;

import static dev.instar.migrator.postgresql.plan.TestSchemas.postgresql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.RandomRecords;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.Table;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a plan was made for: all that is known of its tables but how large they are. */
class FingerprintTest {
  private static final int TABLES = 100;

  private final long seed = System.nanoTime();
  private final RandomRecords random = new RandomRecords(seed);

  @Test
  void nothingThatIsKnownOfATableIsLeftOut() {
    for (int i = 0; i < TABLES; i++) {
      Table table = random.next(Table.class);
      everyComponentCounts(table, Set.of("size"), changed -> changed);
    }
  }

  @Test
  void nothingThatIsKnownOfPartitionsIsLeftOut() {
    for (int i = 0; i < TABLES; i++) {
      Table table = random.next(Table.class);
      Partitions partitions = random.next(Partitions.class);
      everyComponentCounts(partitions, Set.of(), changed -> with(table, changed));
      partitions
          .membership()
          .ifPresent(
              membership ->
                  everyComponentCounts(
                      membership,
                      Set.of(),
                      changed ->
                          with(
                              table,
                              new Partitions(
                                  partitions.key(), partitions.parts(), Optional.of(changed)))));
    }
  }

  /** Changes one component after the other. */
  private <T extends Record> void everyComponentCounts(
      T record, Set<String> free, InTable<T> inTable) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      T changed = changed(record, component);
      String before = fingerprint(inTable.of(record));
      String after = fingerprint(inTable.of(changed));
      assertThat(before.equals(after))
          .as("seed %d: %s of%n%s%n%s", seed, component.getName(), record, changed)
          .isEqualTo(record.equals(changed) || free.contains(component.getName()));
    }
  }

  /** The table that a record is part of. */
  private interface InTable<T> {
    Table of(T record);
  }

  private <T extends Record> T changed(T record, RecordComponent changed) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            components[i].getName().equals(changed.getName())
                ? random.value(changed.getGenericType())
                : components[i].getAccessor().invoke(record);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      @SuppressWarnings("unchecked")
      T other = (T) record.getClass().getDeclaredConstructor(types).newInstance(values);
      return other;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Table with(Table table, Partitions partitions) {
    return new Table(
        table.name(),
        table.oid(),
        table.kind(),
        table.persistence(),
        table.traits(),
        table.columns(),
        table.indexes(),
        table.constraints(),
        table.incoming(),
        table.triggers(),
        table.dependents(),
        table.replicaIdentity(),
        table.children(),
        partitions,
        table.owner(),
        table.size());
  }

  private static String fingerprint(Table table) {
    Schema schema =
        new Schema(
            List.of("public"), new TreeMap<>(Map.of(table.name(), table)), Set.of(), Set.of());
    return Fingerprint.of(schema, postgresql(17));
  }
}
