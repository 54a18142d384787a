package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.References;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.schema.Column;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.Table.Trait;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.util.List;
import java.util.Optional;

/** From the names in a statement to the tables they mean, and whether Instar can work on those. */
final class Targets {
  private Targets() {}

  /** The table; empty where it is absent and IF EXISTS says that this is fine. */
  static Optional<Table> table(StatementDraft draft, QualifiedName name, boolean ifExists) {
    Optional<Table> table = draft.schema().find(name.schema(), name.name());
    if (table.isEmpty()) {
      if (!ifExists) {
        throw draft.missing("table " + words(name));
      }
      draft.find(FindingCode.NOTHING_TO_DO, "table " + words(name) + " does not exist");
    }
    return table;
  }

  /** The table of that name, if there is one. */
  static Optional<Table> find(StatementDraft draft, QualifiedName name) {
    return draft.schema().find(name.schema(), name.name());
  }

  /** The tables, as far as they are known, that a query reads. */
  static List<Table> known(StatementDraft draft, References references) {
    return references.relations().stream().flatMap(r -> find(draft, r).stream()).toList();
  }

  /** Their sizes together; empty where one is not known. */
  static Optional<TableSize> size(List<Table> tables) {
    return tables.stream()
        .map(Table::size)
        .reduce(Optional.of(TableSize.EMPTY), (some, more) -> some.flatMap(a -> more.map(a::and)));
  }

  /** An empty table gets rows that nobody has counted, perhaps in its partitions. */
  static void filled(StatementDraft draft, Table table) {
    for (TableName one : draft.family(table.name())) {
      draft.change(
          one, t -> t.size(draft.table(one).size().filter(s -> !s.equals(TableSize.EMPTY))));
    }
  }

  /** Whether there may be so many rows that one transaction should not hold them all. */
  static boolean many(Optional<TableSize> size) {
    return size.map(s -> s.rows() > BatchedWriteRule.SMALL_ROWS).orElse(true);
  }

  static Column column(StatementDraft draft, Table table, String name) {
    return table
        .column(name)
        .orElseThrow(() -> draft.missing("column " + name + " of table " + table.name()));
  }

  static String words(QualifiedName name) {
    return name.schema().map(s -> s + ".").orElse("") + name.name();
  }

  /** As SQL writes it. */
  static String quoted(QualifiedName name) {
    return name.schema().map(s -> Identifiers.quote(s) + ".").orElse("")
        + Identifiers.quote(name.name());
  }

  /** Refuses what is not an ordinary table of its own; true if nothing is in the way. */
  static boolean plain(StatementDraft draft, Table table) {
    Optional<String> reason = notPlain(table);
    reason.ifPresent(
        r ->
            draft.refuse(
                ErrorCode.STATEMENT_UNSUPPORTED,
                table.name() + " is " + r + "; Instar does not change those yet",
                alternative(table)));
    return reason.isEmpty();
  }

  /**
   * As {@link #plain}, but a partition or a materialized view will do: their indexes are their own.
   */
  static boolean indexable(StatementDraft draft, Table table) {
    boolean own =
        table.kind() == Table.Kind.MATERIALIZED_VIEW
            || (table.kind() == Table.Kind.TABLE
                && table.persistence() != Table.Persistence.TEMPORARY);
    return own || plain(draft, table);
  }

  /** Whether it is a partition, of which only its own constraints and defaults can be changed. */
  static boolean leaf(Table table) {
    return table.kind() == Table.Kind.TABLE
        && table.persistence() != Table.Persistence.TEMPORARY
        && table.has(Trait.PARTITION);
  }

  /** Whether it is a partition, or part of an inheritance tree. */
  static boolean ofTree(Table table) {
    return leaf(table) || table.has(Trait.INHERITS) || !table.children().isEmpty();
  }

  private static Optional<String> notPlain(Table table) {
    return switch (table.kind()) {
      case PARTITIONED -> Optional.of("a partitioned table");
      case FOREIGN -> Optional.of("a foreign table");
      case VIEW -> Optional.of("a view");
      case MATERIALIZED_VIEW -> Optional.of("a materialized view");
      case OTHER -> Optional.of("no table");
      case TABLE -> {
        if (table.persistence() == Table.Persistence.TEMPORARY) {
          yield Optional.of("a temporary table");
        }
        if (table.has(Trait.PARTITION)) {
          yield Optional.of("a partition");
        }
        if (table.has(Trait.INHERITS) || !table.children().isEmpty()) {
          yield Optional.of("part of an inheritance tree");
        }
        if (table.has(Trait.EXTENSION_MEMBER)) {
          yield Optional.of("part of an extension");
        }
        yield Optional.empty();
      }
    };
  }

  private static String alternative(Table table) {
    return switch (table.kind()) {
      case PARTITIONED ->
          "Change the partitions one by one with the server's own recipes, then the parent with a"
              + " short lock_timeout.";
      case TABLE, FOREIGN, VIEW, MATERIALIZED_VIEW, OTHER ->
          "Run the statement itself, with a short lock_timeout, when the lock does not matter.";
    };
  }
}
