package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Outer;
import dev.instar.engine.analysis.BoundExpression.Slot;
import dev.instar.engine.analysis.BoundQuery.Body;
import dev.instar.engine.analysis.BoundQuery.Output;
import dev.instar.engine.analysis.BoundSource.JoinSource;
import dev.instar.engine.analysis.BoundSource.QuerySource;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.function.Collation;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A join whose sources refer to what stands before the whole of it. It becomes a lateral query of
 * its own, so that a lateral source is always one source and never a join. Of one thread.
 */
final class LateralJoins {
  private final Analysis analysis;

  LateralJoins(Analysis analysis) {
    this.analysis = analysis;
  }

  /** The source itself, unless it is a join that refers to what is around it. */
  BoundSource enclosed(BoundSource source) {
    if (!(source instanceof JoinSource join) || !readsAround(join)) {
      return source;
    }
    int last = join.offset() + join.width();
    BoundSource inner =
        QueryTrees.source(
            join,
            0,
            (node, depth) -> {
              int levels = Trees.levels(node);
              boolean own = levels == depth && isOwn(node, join.offset(), last);
              return levels < depth || own ? null : further(node);
            });
    List<BoundExpression> targets = new ArrayList<>();
    slots(inner, targets);
    List<Output> outputs = new ArrayList<>(targets.size());
    for (BoundExpression target : targets) {
      outputs.add(new Output("", target.type(), -1, Collation.DEFAULT, 0, 0));
    }
    BoundQuery query =
        QueryAnalyzer.plain(
            new Body.Select(
                Optional.of(inner),
                last,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                targets,
                new BoundQuery.Distinct.None()),
            outputs);
    return new QuerySource(query, "*JOIN*", true, join.offset());
  }

  private static boolean readsAround(JoinSource join) {
    int last = join.offset() + join.width();
    boolean[] found = {false};
    QueryTrees.source(
        join,
        0,
        (node, depth) -> {
          found[0] |= Trees.levels(node) == depth && !isOwn(node, join.offset(), last);
          return null;
        });
    return found[0];
  }

  private static boolean isOwn(BoundExpression node, int first, int last) {
    int slot =
        switch (node) {
          case Slot own -> own.index();
          case Outer outer -> outer.index();
          case BoundExpression.SystemColumn column -> column.slot();
          default -> throw new IllegalArgumentException();
        };
    return slot >= first && slot < last;
  }

  private static BoundExpression further(BoundExpression node) {
    return node instanceof Slot ? Trees.out(node, 1) : Trees.outer(node, Trees.levels(node) + 1);
  }

  private void slots(BoundSource source, List<BoundExpression> slots) {
    switch (source) {
      case JoinSource join -> {
        slots(join.left(), slots);
        slots(join.right(), slots);
      }
      case TableSource table -> {
        for (Column column : table.table().columns()) {
          add(column.dropped() ? Types.TEXT : TableEntry.type(column, analysis), source, slots);
        }
        // A row's identity only passes through.
        add(Types.BIGINT, source, slots);
      }
      case BoundSource.SystemSource system -> {
        system.relation().columns().forEach(column -> add(column.type(), source, slots));
        add(Types.BIGINT, source, slots);
      }
      case QuerySource query ->
          query.query().outputs().forEach(output -> add(output.type(), source, slots));
      case BoundSource.CommonSource common ->
          common.columns().forEach(type -> add(type, source, slots));
      case BoundSource.FunctionSource function -> {
        function.columns().forEach(type -> add(type, source, slots));
        if (function.ordinality()) {
          add(Types.BIGINT, source, slots);
        }
      }
    }
  }

  private static void add(DataType type, BoundSource source, List<BoundExpression> slots) {
    // The slots of the sources of a join come one after the other.
    int next = slots.isEmpty() ? source.offset() : ((Slot) slots.getLast()).index() + 1;
    slots.add(new Slot(next, type, -1, Collation.DEFAULT, ""));
  }
}
