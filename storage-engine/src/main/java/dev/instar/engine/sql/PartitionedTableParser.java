package dev.instar.engine.sql;

import dev.instar.engine.sql.Definition.CreateTable;
import dev.instar.engine.sql.Definition.Persistence;
import dev.instar.engine.sql.Definition.TableElement;
import dev.instar.engine.sql.IndexDefinition.Element;
import dev.instar.engine.sql.Outline.PartitionElement;
import dev.instar.engine.sql.Outline.Partitioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** CREATE TABLE … PARTITION OF, PARTITION BY and INHERITS. */
final class PartitionedTableParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final CreateTableParser tables;
  private final PartitionParser partitions;
  private final IndexParser indexes;

  PartitionedTableParser(
      TokenStream tokens,
      NameParser names,
      CreateTableParser tables,
      PartitionParser partitions,
      IndexParser indexes) {
    this.tokens = tokens;
    this.names = names;
    this.tables = tables;
    this.partitions = partitions;
    this.indexes = indexes;
  }

  /** From TABLE on; empty for what is neither. */
  Optional<Statement> table(Persistence persistence) {
    tokens.expect("table");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    QualifiedName table = names.qualified("a name for the table");
    if (tokens.accept("partition", "of")) {
      return Optional.of(partition(table, ifNotExists, persistence));
    }
    if (!tokens.atSymbol("(")) {
      return Optional.empty();
    }
    List<TableElement> elements = tables.elements();
    List<QualifiedName> parents = parents();
    Optional<Partitioning> partitioning = partitioning();
    CreateTable created =
        new CreateTable(table, ifNotExists, elements, tables.storage(persistence));
    if (partitioning.isPresent()) {
      return partitioning.map(by -> new Outline.CreatePartitionedTable(created, by));
    }
    return parents.isEmpty()
        ? Optional.empty()
        : Optional.of(new Outline.CreateInheritingTable(created, parents));
  }

  private Statement partition(QualifiedName table, boolean ifNotExists, Persistence persistence) {
    QualifiedName parent = names.qualified("a table");
    List<PartitionElement> elements = new ArrayList<>();
    if (tokens.acceptSymbol("(")) {
      do {
        elements.add(element());
      } while (tokens.acceptSymbol(","));
      tokens.expectSymbol(")");
    }
    String bound = partitions.bound();
    Optional<Partitioning> partitioning = partitioning();
    return new Outline.CreatePartition(
        table, ifNotExists, parent, elements, bound, partitioning, tables.storage(persistence));
  }

  private PartitionElement element() {
    if (tables.constraints().comesNext()) {
      return new PartitionElement.Constraint(tables.constraints().constraint());
    }
    String column = names.columnName("a column");
    tokens.accept("with", "options");
    List<ColumnConstraint> list = new ArrayList<>();
    Optional<ColumnConstraint> constraint = tables.columns().constraint();
    while (constraint.isPresent()) {
      list.add(constraint.get());
      constraint = tables.columns().constraint();
    }
    return new PartitionElement.Column(column, list);
  }

  private List<QualifiedName> parents() {
    List<QualifiedName> parents = new ArrayList<>();
    if (tokens.accept("inherits")) {
      tokens.expectSymbol("(");
      do {
        parents.add(names.qualified("a table"));
      } while (tokens.acceptSymbol(","));
      tokens.expectSymbol(")");
    }
    return parents;
  }

  private Optional<Partitioning> partitioning() {
    if (!tokens.at("partition", "by")) {
      return Optional.empty();
    }
    int start = tokens.mark();
    tokens.expect("partition", "by");
    String strategy = names.columnName("LIST, RANGE or HASH").toUpperCase(Locale.ROOT);
    List<String> columns =
        indexes.elements().stream().map(Element::column).flatMap(Optional::stream).toList();
    return Optional.of(new Partitioning(strategy, columns, tokens.textSince(start)));
  }
}
