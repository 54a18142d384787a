package dev.instar.engine.define.index;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.Clause;
import dev.instar.engine.analysis.CollationNames;
import dev.instar.engine.analysis.Collations;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.analysis.FigureName;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.ExpressionFacts;
import dev.instar.engine.define.GeneratedNames;
import dev.instar.engine.define.StoredExpressions;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Function.Volatility;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.IndexDefinition;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What CREATE INDEX says of an index's keys, against the table: names become columns and types. */
final class IndexKeys {
  private static final int MAX_KEYS = 32;

  private final StatementContext context;
  private final Table table;

  IndexKeys(StatementContext context, Table table) {
    this.context = context;
    this.table = table;
  }

  List<Index.Key> keys(IndexDefinition definition) {
    int count = definition.elements().size() + definition.include().size();
    if (count > MAX_KEYS) {
      throw new SqlException(
          SqlState.TOO_MANY_COLUMNS, "cannot use more than " + MAX_KEYS + " columns in an index");
    }
    List<Index.Key> keys = new ArrayList<>();
    for (IndexDefinition.Element element : definition.elements()) {
      keys.add(key(element));
    }
    return keys;
  }

  private Index.Key key(IndexDefinition.Element element) {
    if (element.column().isPresent()) {
      return key(element, column(element.column().get()));
    }
    BoundExpression value =
        checked(element.expression(), Clause.INDEX_EXPRESSION, "index expression");
    BoundExpression bare = value;
    while (bare instanceof BoundExpression.Collate collate) {
      bare = collate.operand();
    }
    if (bare instanceof BoundExpression.Slot slot) {
      Column column = table.column(slot.index() + 1);
      return key(element, column.number(), Optional.empty(), value.type(), Collations.of(value));
    }
    String text =
        StoredExpressions.of(IndexCollations.withoutCollate(element.expression()), context);
    return key(element, 0, Optional.of(text), value.type(), Collations.of(value));
  }

  private Index.Key key(IndexDefinition.Element element, Column column) {
    DataType type = context.catalog().type(column.type()).orElseThrow();
    Collation own = Collation.stored(column.collation(), type);
    return key(element, column.number(), Optional.empty(), type, own);
  }

  private Index.Key key(
      IndexDefinition.Element element,
      int column,
      Optional<String> expression,
      DataType type,
      Collation own) {
    Optional<Collation> said = element.collation().map(name -> CollationNames.find(name, context));
    return new Index.Key(
        column,
        expression,
        type.oid(),
        IndexCollations.choose(type, said, own).nameBeside(type),
        OperatorClasses.choose(type, element.operatorClass()),
        element.descending(),
        element.nulls().first(element.descending()));
  }

  List<Integer> include(IndexDefinition definition) {
    return definition.include().stream().map(name -> column(name).number()).toList();
  }

  /** A column by name; of constraints' keys as well. */
  Column column(String name) {
    Optional<Column> found = table.column(name);
    if (found.isEmpty() && SystemColumns.isOne(name)) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "index creation on system columns is not supported");
    }
    return found.orElseThrow(
        () ->
            new SqlException(SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" does not exist"));
  }

  Optional<String> predicate(IndexDefinition definition) {
    definition
        .where()
        .ifPresent(
            where -> {
              BoundExpression condition = checked(where, Clause.INDEX_PREDICATE, "index predicate");
              if (condition.type().oid() != Types.BOOLEAN.oid()) {
                throw new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    "argument of WHERE must be type boolean, not type "
                        + condition.type().sqlName());
              }
            });
    return definition.where().map(where -> StoredExpressions.of(where, context));
  }

  private BoundExpression checked(SqlFragment fragment, Clause clause, String what) {
    Expression tree = fragment.tree();
    if (Expressions.containsSubquery(tree)) {
      throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "cannot use subquery in " + what);
    }
    BoundExpression bound = ExpressionAnalyzer.overTable(tree, table, context, clause);
    if (readsSystemColumn(bound)) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "index creation on system columns is not supported");
    }
    if (ExpressionFacts.volatility(bound) != Volatility.IMMUTABLE) {
      throw new SqlException(
          SqlState.INVALID_OBJECT_DEFINITION, "functions in " + what + " must be marked IMMUTABLE");
    }
    return bound;
  }

  private static boolean readsSystemColumn(BoundExpression expression) {
    return expression instanceof BoundExpression.SystemColumn
        || ExpressionFacts.children(expression).stream().anyMatch(IndexKeys::readsSystemColumn);
  }

  /** What an index's columns are called; a number tells those apart that would be called alike. */
  List<String> names(IndexDefinition definition, List<Index.Key> keys) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int column = keys.get(i).column();
      String name =
          column == 0
              ? FigureName.of(definition.elements().get(i).expression().tree()).orElse("expr")
              : table.column(column).name();
      names.add(GeneratedNames.numbered(name, names));
    }
    for (int column : include(definition)) {
      names.add(GeneratedNames.numbered(table.column(column).name(), names));
    }
    return names;
  }
}
