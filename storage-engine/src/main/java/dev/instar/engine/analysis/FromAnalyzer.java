package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundSource.JoinSource;
import dev.instar.engine.analysis.RelationSources.Named;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.RowLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * FROM: its sources share one row, and each adds names to the scope. Of one thread, for one SELECT,
 * UPDATE or DELETE.
 */
final class FromAnalyzer {
  private final Environment environment;
  private final Analysis analysis;
  private final Scope scope;
  private final RelationSources relations;
  private final List<RowLock> rowLocks;
  private int width;

  /**
   * @param scope to which the sources are added
   * @param rowLocks FOR UPDATE and its kind: their tables are locked as for that
   */
  FromAnalyzer(Environment environment, Scope scope, List<RowLock> rowLocks) {
    this.environment = environment;
    this.analysis = environment.analysis();
    this.scope = scope;
    this.relations = new RelationSources(environment);
    this.rowLocks = rowLocks;
  }

  /** How many slots the sources have so far. */
  int width() {
    return width;
  }

  /** A table that is there already: what is changed. */
  void add(TableEntry target) {
    scope.add(target.entry());
    width += target.source().width();
  }

  /** A source whose slots are made elsewhere. */
  void addWidth(int slots) {
    width += slots;
  }

  /** All items, joined to each other and to what is there. */
  Optional<BoundSource> all(Optional<BoundSource> first, List<FromItem> items) {
    Optional<BoundSource> joined = first;
    for (FromItem item : items) {
      Analyzed next = item(item, LeftOfSource.NOTHING);
      checkNames(scope.entries(), next.entries());
      next.entries().forEach(scope::add);
      joined =
          Optional.of(
              joined
                  .<BoundSource>map(
                      left ->
                          new JoinSource(
                              JoinSource.Kind.INNER, left, next.source(), Optional.empty()))
                  .orElse(next.source()));
    }
    return joined;
  }

  /** A source and the names it brings; several entries for a join. */
  private record Analyzed(BoundSource source, List<ScopeEntry> entries) {}

  /**
   * @param left what stands to the left within the same join, which functions and lateral queries
   *     may refer to
   */
  private Analyzed item(FromItem item, LeftOfSource left) {
    return switch (item) {
      case FromItem.Table table -> {
        Named named = relations.relation(table, width, mode(table));
        width += named.source().width();
        yield new Analyzed(named.source(), List.of(named.entry()));
      }
      case FromItem.Subquery subquery -> subquery(subquery, left);
      case FromItem.Function function -> function(function, left);
      case FromItem.Join join -> join(join, left);
    };
  }

  private LockMode mode(FromItem.Table table) {
    String name = table.alias().flatMap(FromItem.Alias::name).orElse(table.name().name());
    for (RowLock lock : rowLocks) {
      if (lock.of().isEmpty()
          ? environment.common().find(table.name().name()).isEmpty()
              || table.name().schema().isPresent()
          : lock.of().stream().anyMatch(of -> of.name().equals(name))) {
        return LockMode.ROW_SHARE;
      }
    }
    return LockMode.ACCESS_SHARE;
  }

  private Analyzed subquery(FromItem.Subquery item, LeftOfSource left) {
    // Its own level of rows lies between it and the queries around: without LATERAL it sees no
    // source there.
    Scope around = item.lateral() ? left.lateral(scope) : left.plain(scope);
    BoundQuery query = new QueryAnalyzer(environment.within(around)).analyze(item.query(), true);
    try {
      Named named = relations.query(item, width, query, Trees.readsRowAround(query));
      width += named.source().width();
      return new Analyzed(named.source(), List.of(named.entry()));
    } catch (SqlException error) {
      throw analysis.at(error, item.position());
    }
  }

  private Analyzed function(FromItem.Function item, LeftOfSource left) {
    if (!item.alias().map(FromItem.Alias::definitions).orElse(List.of()).isEmpty()) {
      throw analysis.unsupported(
          "a column definition list for a function in FROM", item.position());
    }
    List<Expression> written = FunctionColumns.calls(item.call());
    ExpressionAnalyzer expressions =
        new ExpressionAnalyzer(environment, left.lateral(scope), Clause.FROM_FUNCTION);
    String function = FunctionColumns.name(written.getFirst(), analysis);
    String name = item.alias().flatMap(FromItem.Alias::name).orElse(function);
    FunctionColumns columns = new FunctionColumns();
    List<BoundExpression> calls = new ArrayList<>(written.size());
    for (Expression one : written) {
      BoundExpression call = expressions.settled(one);
      columns.add(call, written.size() == 1 ? name : FunctionColumns.name(one, analysis));
      calls.add(call);
    }
    BoundExpression all = calls.size() == 1 ? calls.getFirst() : new BoundExpression.RowOf(calls);
    BoundSource.FunctionSource source =
        new BoundSource.FunctionSource(
            all, columns.types(), item.ordinality(), name, Trees.readsOwnRow(all), width);
    try {
      Named named = relations.function(item, name, source, columns);
      width += source.width();
      return new Analyzed(source, List.of(named.entry()));
    } catch (SqlException error) {
      throw analysis.at(error, item.position());
    }
  }

  private Analyzed join(FromItem.Join join, LeftOfSource before) {
    Analyzed left = item(join.left(), before);
    Analyzed right = item(join.right(), before.and(left.entries(), join.kind()));
    checkNames(left.entries(), right.entries());
    JoinColumns columns =
        new JoinColumns(environment, scope, join, left.entries(), right.entries());
    JoinColumns.Result result = columns.analyze();
    JoinSource.Kind kind = JoinSource.Kind.valueOf(join.kind().name());
    LateralJoins laterals = new LateralJoins(analysis);
    boolean inner = kind == JoinSource.Kind.INNER;
    BoundSource source =
        new JoinSource(
            kind,
            left.source(),
            inner ? right.source() : laterals.enclosed(right.source()),
            result.condition());
    return new Analyzed(inner ? source : laterals.enclosed(source), result.entries());
  }

  private static void checkNames(List<ScopeEntry> left, List<ScopeEntry> right) {
    for (ScopeEntry entry : right) {
      for (ScopeEntry other : left) {
        boolean same =
            entry.named()
                && other.named()
                && entry.name().equals(other.name())
                && (entry.schema().isEmpty()
                    || other.schema().isEmpty()
                    || entry.schema().equals(other.schema()));
        if (same) {
          throw new SqlException(
              SqlState.DUPLICATE_ALIAS,
              "table name \"" + entry.name().orElseThrow() + "\" specified more than once");
        }
      }
    }
  }
}
