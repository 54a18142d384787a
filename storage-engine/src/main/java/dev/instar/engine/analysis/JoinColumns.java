package dev.instar.engine.analysis;

import dev.instar.engine.analysis.ScopeEntry.Read;
import dev.instar.engine.analysis.ScopeEntry.ScopeColumn;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.FromItem.Join;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The condition of a join, and the names of what it gives; USING makes one column of two. */
final class JoinColumns {
  private final Environment environment;
  private final Scope scope;
  private final Join join;
  private final List<ScopeEntry> left;
  private final List<ScopeEntry> right;

  JoinColumns(
      Environment environment,
      Scope scope,
      Join join,
      List<ScopeEntry> left,
      List<ScopeEntry> right) {
    this.environment = environment;
    this.scope = scope;
    this.join = join;
    this.left = left;
    this.right = right;
  }

  /** What came out. */
  record Result(Optional<BoundExpression> condition, List<ScopeEntry> entries) {}

  private Analysis analysis() {
    return environment.analysis();
  }

  Result analyze() {
    return switch (join.condition()) {
      case FromItem.Condition.None none -> named(Optional.empty());
      case FromItem.Condition.On on -> {
        List<ScopeEntry> both = new ArrayList<>(left);
        both.addAll(right);
        ExpressionAnalyzer expressions = new ExpressionAnalyzer(environment, on(both), Clause.JOIN);
        yield named(Optional.of(expressions.condition(on.expression(), "JOIN/ON")));
      }
      case FromItem.Condition.Natural natural -> {
        Set<String> common = new LinkedHashSet<>(names(left));
        common.retainAll(new LinkedHashSet<>(names(right)));
        yield common.isEmpty()
            ? named(Optional.empty())
            : using(List.copyOf(common), Optional.empty());
      }
      case FromItem.Condition.Using using -> using(using.columns(), using.alias());
    };
  }

  /** What stands beside the join is not reached from its condition. */
  private Scope on(List<ScopeEntry> both) {
    Scope inner = scope.with(both);
    scope.entries().forEach(entry -> inner.addBeyond(entry, false));
    return inner;
  }

  private static List<String> names(List<ScopeEntry> entries) {
    return plainColumns(entries).stream().map(ScopeColumn::name).toList();
  }

  private static List<ScopeColumn> plainColumns(List<ScopeEntry> entries) {
    List<ScopeColumn> columns = new ArrayList<>();
    for (ScopeEntry entry : entries) {
      if (entry.plain()) {
        columns.addAll(entry.columns());
      }
    }
    return columns;
  }

  /** Both sides' names, or those of the join if it has an alias. */
  private Result named(Optional<BoundExpression> condition) {
    List<ScopeEntry> entries = new ArrayList<>(left);
    entries.addAll(right);
    if (join.alias().isEmpty()) {
      return new Result(condition, entries);
    }
    return new Result(condition, aliased(plainColumns(entries)));
  }

  /** Of a join with an alias, only that can be named. */
  private List<ScopeEntry> aliased(List<ScopeColumn> columns) {
    FromItem.Alias alias = join.alias().orElseThrow();
    if (alias.columns().size() > columns.size()) {
      throw analysis()
          .at(
              TableEntry.tooManyNames(
                  alias.name().orElseThrow(), columns.size(), alias.columns().size()),
              alias.position());
    }
    left.forEach(side -> side.name().ifPresent(scope::hide));
    right.forEach(side -> side.name().ifPresent(scope::hide));
    List<ScopeColumn> renamed = new ArrayList<>(columns);
    for (int i = 0; i < alias.columns().size(); i++) {
      renamed.set(i, columns.get(i).renamed(alias.columns().get(i)));
    }
    return List.of(entry(alias.name(), renamed, true, true));
  }

  private static ScopeEntry entry(
      Optional<String> name, List<ScopeColumn> columns, boolean named, boolean plain) {
    return new ScopeEntry(
        name, Optional.empty(), Optional.empty(), columns, Optional.empty(), named, plain, false);
  }

  private Result using(List<String> names, Optional<String> usingAlias) {
    List<ScopeColumn> merged = new ArrayList<>();
    List<BoundExpression> conditions = new ArrayList<>();
    List<ScopeColumn> rest = new ArrayList<>(plainColumns(left));
    List<ScopeColumn> restOfRight = new ArrayList<>(plainColumns(right));
    Set<String> seen = new LinkedHashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw error(
            SqlState.DUPLICATE_COLUMN,
            "column name \"" + name + "\" appears more than once in USING clause");
      }
      ScopeColumn a = only(name, rest, "left");
      ScopeColumn b = only(name, restOfRight, "right");
      a.use();
      b.use();
      OperatorAnalysis operators =
          new ExpressionAnalyzer(environment, scope, Clause.JOIN).operators();
      conditions.add(
          operators.call(
              "=",
              new OperatorAnalysis.Operand(a.value(), join.position()),
              new OperatorAnalysis.Operand(b.value(), join.position()),
              join.position()));
      merged.add(merged(name, a, b));
      rest.remove(a);
      restOfRight.remove(b);
    }
    List<ScopeColumn> all = new ArrayList<>(merged);
    all.addAll(rest);
    all.addAll(restOfRight);
    Optional<BoundExpression> condition =
        Optional.of(
            conditions.size() == 1 ? conditions.getFirst() : new BoundExpression.And(conditions));
    if (join.alias().isPresent()) {
      return new Result(condition, aliased(all));
    }
    List<ScopeEntry> entries = new ArrayList<>();
    left.forEach(side -> entries.add(side.hidden(true)));
    right.forEach(side -> entries.add(side.hidden(true)));
    entries.add(entry(Optional.empty(), all, false, true));
    usingAlias.ifPresent(alias -> entries.add(entry(Optional.of(alias), merged, true, false)));
    return new Result(condition, entries);
  }

  private static SqlException error(SqlState state, String message) {
    return new SqlException(state, message);
  }

  private ScopeColumn only(String name, List<ScopeColumn> columns, String side) {
    List<ScopeColumn> found =
        columns.stream().filter(column -> column.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw error(
          SqlState.UNDEFINED_COLUMN,
          "column \"" + name + "\" specified in USING clause does not exist in " + side + " table");
    }
    if (found.size() > 1) {
      throw error(
          SqlState.AMBIGUOUS_COLUMN,
          "common column name \"" + name + "\" appears more than once in " + side + " table");
    }
    return found.getFirst();
  }

  /** One column of two: that of the side whose rows are always there. */
  private ScopeColumn merged(String name, ScopeColumn a, ScopeColumn b) {
    DataType type =
        analysis()
            .coercion()
            .common("JOIN/USING", List.of(a.value().type(), b.value().type()), join.position());
    BoundExpression one = analysis().coercion().implicit(a.value(), type, join.position());
    BoundExpression other = analysis().coercion().implicit(b.value(), type, join.position());
    BoundExpression value =
        switch (join.kind()) {
          case INNER, LEFT -> one;
          case RIGHT -> other;
          case FULL -> new BoundExpression.Coalesce(List.of(one, other), type);
        };
    List<Read> reads = new ArrayList<>(a.reads());
    reads.addAll(b.reads());
    ScopeColumn origin = join.kind() == Join.Kind.RIGHT ? b : a;
    boolean plain = join.kind() != Join.Kind.FULL;
    return new ScopeColumn(
        name, value, plain ? origin.originTable() : 0, plain ? origin.originColumn() : 0, reads);
  }
}
