package dev.instar.engine.define.index;

import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.GeneratedNames;
import dev.instar.engine.define.RelationSlots;
import dev.instar.engine.define.StorageOptions;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.IndexDefinition;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;
import java.util.List;
import java.util.Optional;

/** An index that is not in the catalog yet: checked, named, and with a number for its tree. */
final class NewIndex {
  private NewIndex() {}

  /**
   * What CREATE INDEX asks for.
   *
   * @return empty if there is a relation of its name and IF NOT EXISTS was written
   * @throws SqlException 0A000, 42703, 42P07, 42P17, 42704 …
   */
  static Optional<Index> of(
      Statement.CreateIndex statement, Table table, StatementContext context) {
    IndexDefinition definition = statement.definition();
    requireTree(definition.method());
    if (definition.tablespace().isPresent()) {
      Tablespaces.requireDefault(definition.tablespace().get());
    }
    IndexKeys reader = new IndexKeys(context, table);
    if (statement.name().isPresent()
        && isTaken(table, statement.name().get(), statement.ifNotExists(), context)) {
      return Optional.empty();
    }
    List<Index.Key> keys = reader.keys(definition);
    String name =
        statement
            .name()
            .orElseGet(
                () -> {
                  List<String> parts = reader.names(definition, keys);
                  return GeneratedNames.relation(
                      context,
                      table.schema(),
                      table.name(),
                      Optional.of(GeneratedNames.columns(parts)),
                      "idx",
                      false);
                });
    RelationSlots.claim(context, table.schema(), name);
    Catalogs catalogs = context.services().catalogs();
    return Optional.of(
        new Index(
            catalogs.newOid(),
            table.schema(),
            name,
            table.owner(),
            table.oid(),
            Integer.toUnsignedLong(catalogs.newOid()),
            keys,
            reader.include(definition),
            statement.unique(),
            definition.nullsNotDistinct(),
            false,
            reader.predicate(definition),
            true,
            true,
            StorageOptions.checked(StorageOptions.Kind.INDEX, definition.options())));
  }

  private static void requireTree(String method) {
    switch (method) {
      case "btree" -> {}
      case "hash", "gin", "gist", "spgist", "brin" ->
          throw SqlException.unsupported("access method \"" + method + "\"");
      default ->
          throw new SqlException(
              SqlState.UNDEFINED_OBJECT, "access method \"" + method + "\" does not exist");
    }
  }

  /** An index is in its table's schema. */
  private static boolean isTaken(
      Table table, String name, boolean ifNotExists, StatementContext context) {
    if (!ifNotExists) {
      RelationSlots.claim(context, table.schema(), name);
      return false;
    }
    boolean taken = RelationSlots.isTaken(context, table.schema(), name);
    if (taken) {
      context.notice(
          new SqlException(
              SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists, skipping"));
    }
    return taken;
  }
}
