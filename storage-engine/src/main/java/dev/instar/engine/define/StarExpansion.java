package dev.instar.engine.define;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.function.QuotingFunctions;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.Target;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code *} of a view's query, written out: a column that a table gets later is none of the
 * view's. Sources whose columns cannot change keep theirs: {@code * FROM t, (SELECT …) s} becomes
 * {@code t.a, t.b, s.*}.
 */
final class StarExpansion {
  private final String text;
  private final QueryBody.Select select;
  private final Set<String> common;
  private final StatementContext context;

  StarExpansion(
      String text, QueryBody.Select select, Set<String> common, StatementContext context) {
    this.text = text;
    this.select = select;
    this.common = common;
    this.context = context;
  }

  /** A source: what it is called, and its columns if they could change. */
  private record Leaf(String alias, Optional<List<String>> columns) {
    String all() {
      String name = QuotingFunctions.identifier(alias);
      return columns
          .map(names -> list(names.stream().map(column -> qualified(column)).toList()))
          .orElse(name + ".*");
    }

    String qualified(String column) {
      return QuotingFunctions.identifier(alias) + "." + QuotingFunctions.identifier(column);
    }
  }

  private static String list(List<String> parts) {
    return String.join(", ", parts);
  }

  void apply(TextEdits edits) {
    for (Target target : select.targets()) {
      if (target.expression() instanceof Expression.Star star) {
        int start =
            star.qualifier().isEmpty()
                ? star.position().offset()
                : Math.min(star.position().offset(), target.position().offset());
        int end = text.indexOf('*', start) + 1;
        edits.replace(start, end, star.qualifier().isEmpty() ? everything() : one(star));
      }
    }
  }

  private String one(Expression.Star star) {
    String alias = star.qualifier().getLast();
    for (Leaf leaf : leaves()) {
      if (leaf.alias().equals(alias)) {
        return leaf.all();
      }
    }
    return QuotingFunctions.identifier(alias) + ".*";
  }

  private List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>();
    select.from().forEach(item -> leaves(item, leaves));
    return leaves;
  }

  private void leaves(FromItem item, List<Leaf> leaves) {
    switch (item) {
      case FromItem.Join join -> {
        if (join.alias().isPresent()) {
          throw SqlException.unsupported("* over a join with an alias in a view");
        }
        leaves(join.left(), leaves);
        leaves(join.right(), leaves);
      }
      case FromItem.Table table -> leaves.add(leaf(table));
      case FromItem.Subquery subquery -> leaves.add(fixed(subquery.alias()));
      case FromItem.Function function -> leaves.add(fixed(function));
    }
  }

  private static Leaf fixed(Optional<FromItem.Alias> alias) {
    return new Leaf(
        alias
            .flatMap(FromItem.Alias::name)
            .orElseThrow(() -> SqlException.unsupported("* over a query without a name in a view")),
        Optional.empty());
  }

  private static Leaf fixed(FromItem.Function function) {
    if (function.alias().isEmpty() && function.call() instanceof Expression.FunctionCall call) {
      return new Leaf(call.name().name(), Optional.empty());
    }
    return fixed(function.alias());
  }

  private Leaf leaf(FromItem.Table table) {
    String alias = table.alias().flatMap(FromItem.Alias::name).orElse(table.name().name());
    if (QueryWalk.isCommon(table, common)
        || RelationNames.system(table.name(), context).isPresent()) {
      return new Leaf(alias, Optional.empty());
    }
    List<String> names = new ArrayList<>(columns(RelationNames.find(table.name(), context)));
    List<String> given = table.alias().map(FromItem.Alias::columns).orElse(List.of());
    for (int i = 0; i < Math.min(given.size(), names.size()); i++) {
      names.set(i, given.get(i));
    }
    return new Leaf(alias, Optional.of(names));
  }

  static List<String> columns(Relation relation) {
    return switch (relation) {
      case Table table -> table.liveColumns().stream().map(Column::name).toList();
      case View view -> view.columns().stream().map(View.Output::name).toList();
      default -> List.of("last_value", "log_cnt", "is_called");
    };
  }

  private String everything() {
    List<String> parts = new ArrayList<>();
    for (FromItem item : select.from()) {
      if (item instanceof FromItem.Join join && merges(join)) {
        parts.add(merged(join));
      } else {
        List<Leaf> leaves = new ArrayList<>();
        leaves(item, leaves);
        leaves.forEach(leaf -> parts.add(leaf.all()));
      }
    }
    return list(parts);
  }

  private static boolean merges(FromItem item) {
    return item instanceof FromItem.Join join
        && (join.condition() instanceof FromItem.Condition.Using
            || join.condition() instanceof FromItem.Condition.Natural
            || merges(join.left())
            || merges(join.right()));
  }

  /** A column of a join's result: one of two that were merged is called by its name alone. */
  private record Output(String name, String sql) {}

  private String merged(FromItem.Join join) {
    return list(outputs(join).stream().map(Output::sql).toList());
  }

  private List<Output> outputs(FromItem item) {
    if (!(item instanceof FromItem.Join join)) {
      List<Leaf> leaves = new ArrayList<>();
      leaves(item, leaves);
      Leaf leaf = leaves.getFirst();
      List<String> names =
          leaf.columns()
              .orElseThrow(
                  () ->
                      SqlException.unsupported(
                          "* over a join that merges columns of a query in a view"));
      return names.stream().map(name -> new Output(name, leaf.qualified(name))).toList();
    }
    List<Output> left = outputs(join.left());
    List<Output> right = outputs(join.right());
    Set<String> shared = shared(join, left, right);
    List<Output> all = new ArrayList<>();
    shared.forEach(name -> all.add(new Output(name, QuotingFunctions.identifier(name))));
    left.stream().filter(output -> !shared.contains(output.name())).forEach(all::add);
    right.stream().filter(output -> !shared.contains(output.name())).forEach(all::add);
    return all;
  }

  private static Set<String> shared(FromItem.Join join, List<Output> left, List<Output> right) {
    return switch (join.condition()) {
      case FromItem.Condition.Using using -> new LinkedHashSet<>(using.columns());
      case FromItem.Condition.Natural natural -> {
        Set<String> names = new LinkedHashSet<>(left.stream().map(Output::name).toList());
        names.retainAll(right.stream().map(Output::name).toList());
        yield names;
      }
      case FromItem.Condition.On on -> Set.of();
      case FromItem.Condition.None none -> Set.of();
    };
  }
}
