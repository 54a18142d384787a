package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundSource.JoinSource;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** INSERT, UPDATE and DELETE. */
final class ChangeAnalyzer {
  private final Environment environment;

  ChangeAnalyzer(Environment environment) {
    this.environment = environment;
  }

  BoundStatement analyze(Modification change) {
    return switch (change) {
      case Modification.Insert insert -> new InsertAnalyzer(environment).analyze(insert);
      case Modification.Update update -> update(update);
      case Modification.Delete delete -> delete(delete);
      case Modification.Truncate c -> throw unsupported("TRUNCATE");
      case Modification.CopyIn c -> throw unsupported("COPY");
      case Modification.CopyOut c -> throw unsupported("COPY");
    };
  }

  private static SqlException unsupported(String what) {
    return SqlException.unsupported(what + " as a part of a query");
  }

  /** Sources and conditions of an UPDATE or a DELETE. */
  private record Rows(BoundSource from, int width, Optional<BoundExpression> where) {}

  private Rows rows(
      Environment inner,
      Scope scope,
      TableEntry target,
      List<FromItem> items,
      Optional<Expression> where) {
    FromAnalyzer from = new FromAnalyzer(inner, scope, List.of());
    from.add(target);
    BoundSource sources = from.all(Optional.of(target.source()), items).orElseThrow();
    List<BoundExpression> conditions = new ArrayList<>();
    BoundSource bare = withoutConditions(sources, conditions);
    where.ifPresent(
        e ->
            conditions.add(
                new ExpressionAnalyzer(inner, scope, Clause.WHERE).condition(e, "WHERE")));
    return new Rows(bare, from.width(), conjunction(conditions));
  }

  private static Optional<BoundExpression> conjunction(List<BoundExpression> conditions) {
    return switch (conditions.size()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(conditions.getFirst());
      default -> Optional.of(new BoundExpression.And(conditions));
    };
  }

  /** Inner joins' conditions are tested again on a changed row: they are taken out of the joins. */
  private static BoundSource withoutConditions(
      BoundSource source, List<BoundExpression> conditions) {
    if (source instanceof JoinSource join && join.kind() == JoinSource.Kind.INNER) {
      BoundSource left = withoutConditions(join.left(), conditions);
      BoundSource right = withoutConditions(join.right(), conditions);
      join.condition().ifPresent(conditions::add);
      return new JoinSource(JoinSource.Kind.INNER, left, right, Optional.empty());
    }
    return source;
  }

  private BoundStatement update(Modification.Update update) {
    WithAnalyzer with = new WithAnalyzer(environment, true);
    Environment inner =
        with.analyze(update.with(), name -> CommonReferences.ofChange(update, name));
    TargetTable target = TargetTable.of(update.table(), inner, 'w');
    target.lockIndexes();
    Scope scope = Scope.within(inner.outer());
    TableEntry entry = target.entry();
    Rows rows = rows(inner, scope, entry, update.from(), update.where());
    List<BoundStatement.Assignment> assignments =
        new AssignmentAnalyzer(inner, target.table())
            .analyze(update.assignments(), new ExpressionAnalyzer(inner, scope, Clause.UPDATE));
    TargetList returning = returning(inner, scope, update.returning());
    target.needsReadIfUsed();
    return new BoundStatement.Update(
        with.queries(),
        entry.whole().source(),
        rows.from(),
        rows.width(),
        rows.where(),
        assignments,
        values(returning),
        returning.columns());
  }

  private BoundStatement delete(Modification.Delete delete) {
    WithAnalyzer with = new WithAnalyzer(environment, true);
    Environment inner =
        with.analyze(delete.with(), name -> CommonReferences.ofChange(delete, name));
    TargetTable target = TargetTable.of(delete.table(), inner, 'd');
    target.lockIndexes();
    Scope scope = Scope.within(inner.outer());
    TableEntry entry = target.entry();
    Rows rows = rows(inner, scope, entry, delete.using(), delete.where());
    TargetList returning = returning(inner, scope, delete.returning());
    target.needsReadIfUsed();
    return new BoundStatement.Delete(
        with.queries(),
        entry.whole().source(),
        rows.from(),
        rows.width(),
        rows.where(),
        values(returning),
        returning.columns());
  }

  /** RETURNING; of nothing if it is not written. */
  static TargetList returning(Environment inner, Scope scope, List<Target> targets) {
    return TargetList.of(targets, new ExpressionAnalyzer(inner, scope, Clause.RETURNING)).settle();
  }

  static List<BoundExpression> values(TargetList targets) {
    return targets.items().stream().map(TargetList.Item::value).toList();
  }
}
