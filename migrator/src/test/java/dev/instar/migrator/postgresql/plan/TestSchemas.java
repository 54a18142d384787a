package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Column.Nullability;
import dev.instar.migrator.schema.ColumnType;
import dev.instar.migrator.schema.Constraint;
import dev.instar.migrator.schema.Index;
import dev.instar.migrator.schema.Partitions;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.ServerFacts.Volatility;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Small schemas made by hand, for tests of the planner that need no server. */
final class TestSchemas {
  static final TableName ORDERS = new TableName("public", "orders");

  private TestSchemas() {}

  static ServerFacts postgresql(int major) {
    return new ServerFacts(
        major * 10_000 + 1,
        "PostgreSQL " + major + ".1",
        "UTC",
        "logical",
        Map.of(
            "now", Volatility.STABLE,
            "random", Volatility.VOLATILE,
            "gen_random_uuid", Volatility.VOLATILE,
            "lower", Volatility.IMMUTABLE),
        Map.of());
  }

  /** {@code orders (id integer PRIMARY KEY, total numeric, note text)} with a million rows. */
  static Table orders() {
    return new Table(
        ORDERS,
        16_384,
        Table.Kind.TABLE,
        Table.Persistence.PERMANENT,
        Set.of(),
        List.of(
            Column.of("id", ColumnType.of("integer"), Nullability.NOT_NULL),
            Column.of("total", ColumnType.of("numeric"), Nullability.NULLABLE),
            Column.of("note", ColumnType.of("text"), Nullability.NULLABLE)),
        List.of(uniqueIndex("orders_pkey", Optional.of("orders_pkey"), "id")),
        List.of(
            new Constraint(
                "orders_pkey",
                Constraint.Type.PRIMARY_KEY,
                "PRIMARY KEY (id)",
                true,
                true,
                false,
                List.of("id"),
                Optional.empty())),
        List.of(),
        List.of(),
        List.of(),
        Table.ReplicaIdentity.DEFAULT,
        List.of(),
        Partitions.NONE,
        "app",
        Optional.of(new TableSize(1_000_000, 100_000_000, 20_000_000)));
  }

  static Index uniqueIndex(String name, Optional<String> constraint, String... columns) {
    List<String> keys = List.of(columns);
    return new Index(
        name,
        "CREATE UNIQUE INDEX " + name + " ON public.orders USING btree (…)",
        "btree",
        true,
        true,
        true,
        keys.stream().map(Optional::of).toList(),
        List.of(),
        keys,
        Optional.empty(),
        false,
        true,
        false,
        constraint,
        8192);
  }

  static Schema with(Table... tables) {
    TreeMap<TableName, Table> all = new TreeMap<>();
    for (Table table : tables) {
      all.put(table.name(), table);
    }
    return new Schema(List.of("pg_catalog", "public"), all, Set.copyOf(all.keySet()), Set.of());
  }
}
