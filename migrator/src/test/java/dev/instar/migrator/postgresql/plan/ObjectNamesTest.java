package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ObjectNamesTest {
  private static final TableName ORDERS = new TableName("public", "orders");

  @Test
  void theLongerPartIsShortenedFirst() {
    String table = "t".repeat(10);
    String column = "c".repeat(60);

    String name = ObjectNames.make(table, column, "check");

    assertThat(name).isEqualTo(table + "_" + "c".repeat(46) + "_check").hasSize(63);
  }

  @Test
  void twoLongPartsGetEqualShares() {
    String name = ObjectNames.make("t".repeat(63), "c".repeat(63), "fkey");

    assertThat(name).isEqualTo("t".repeat(29) + "_" + "c".repeat(28) + "_fkey").hasSize(63);
  }

  @Test
  void aCharacterIsNeverCutInTwo() {
    String name = ObjectNames.make("ß".repeat(30), "ü".repeat(30), "check");

    assertThat(name).startsWith("ß").endsWith("_check").doesNotContain("\uFFFD");
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(60, 63);
  }

  @Test
  void aTakenNameGetsANumberBehindItsLabel() {
    Schema schema =
        schema(
            Set.of(),
            Set.of(
                new TableName("public", "orders_total_check"),
                new TableName("public", "orders_total_check1")));

    assertThat(ObjectNames.constraint(schema, ORDERS, List.of("total"), "check"))
        .isEqualTo("orders_total_check2");
  }

  @Test
  void aNameTakenInAnotherSchemaIsFree() {
    Schema schema = schema(Set.of(), Set.of(new TableName("app", "orders_total_check")));

    assertThat(ObjectNames.constraint(schema, ORDERS, List.of("total"), "check"))
        .isEqualTo("orders_total_check");
  }

  @Test
  void aConstraintsIndexAvoidsRelationsAndConstraints() {
    Schema schema =
        schema(
            Set.of(new TableName("public", "orders_note_key")),
            Set.of(new TableName("public", "orders_note_key1")));

    assertThat(ObjectNames.constraintIndex(schema, ORDERS, List.of("note"), "key"))
        .isEqualTo("orders_note_key2");
  }

  @Test
  void equalColumnsOfAnIndexAreNumbered() {
    assertThat(ObjectNames.distinct(List.of("lower", "lower", "note", "lower")))
        .containsExactly("lower", "lower1", "note", "lower2");
  }

  private static Schema schema(Set<TableName> relations, Set<TableName> constraints) {
    return new Schema(List.of("public"), new TreeMap<>(), relations, constraints);
  }
}
