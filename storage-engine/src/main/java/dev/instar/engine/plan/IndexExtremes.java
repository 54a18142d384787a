package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery.AggregateCall;
import dev.instar.engine.analysis.BoundQuery.Body.Select;
import dev.instar.engine.analysis.BoundQuery.Grouping;
import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code min(column)} and {@code max(column)} of a table without grouping: the first row that an
 * index has from that end. Stateless.
 */
final class IndexExtremes {
  private IndexExtremes() {}

  /** Empty if the query asks for anything else, or no index has the order. */
  static Optional<PlanNode> plan(Select select, Planning planning, ExpressionText text) {
    if (select.grouping().isEmpty()
        || !(select.from().orElse(null) instanceof TableSource source)) {
      return Optional.empty();
    }
    Grouping grouping = select.grouping().get();
    if (grouping.grouped() || !grouping.keys().isEmpty() || grouping.aggregates().isEmpty()) {
      return Optional.empty();
    }
    List<ScanNode> scans = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    for (AggregateCall call : grouping.aggregates()) {
      Optional<ScanNode> scan = scan(call, select, source, planning, text);
      if (scan.isEmpty()) {
        return Optional.empty();
      }
      scans.add(scan.get());
      slots.add(((BoundExpression.Slot) call.arguments().getFirst()).index());
    }
    return Optional.of(new Ends(scans, slots));
  }

  private static Optional<ScanNode> scan(
      AggregateCall call,
      Select select,
      TableSource source,
      Planning planning,
      ExpressionText text) {
    String name = call.function().function().name();
    boolean extreme =
        (name.equals("min") || name.equals("max"))
            && call.filter().isEmpty()
            && call.arguments().size() == 1
            && call.function().casts().getFirst().isIdentity()
            && call.arguments().getFirst() instanceof BoundExpression.Slot;
    if (!extreme) {
      return Optional.empty();
    }
    BoundExpression.Slot slot = (BoundExpression.Slot) call.arguments().getFirst();
    boolean greatest = name.equals("max");
    List<Conjunct> conditions = new ArrayList<>(Conjuncts.of(select.where()));
    conditions.add(Conjunct.of(new BoundExpression.Is(slot, BoundExpression.Is.Test.NULL, true)));
    AccessPaths paths = new AccessPaths(planning, source, select.width(), text);
    for (boolean nullsFirst : new boolean[] {greatest, !greatest}) {
      SortKey key = new SortKey(slot.index(), slot.type(), call.collation(), greatest, nullsFirst);
      AccessPaths.Path path = paths.best(conditions, new java.util.BitSet(), List.of(key), 1);
      if (path.ordered()) {
        return Optional.of(paths.node(path));
      }
    }
    return Optional.empty();
  }

  /** One row: of each scan the first row's slot. */
  private static final class Ends extends PlanNode {
    private final List<ScanNode> scans;
    private final List<Integer> slots;

    Ends(List<ScanNode> scans, List<Integer> slots) {
      super(new Estimate(0.3, 0.3 + Estimate.ROW_COST, 1, 8 * slots.size()), List.copyOf(scans));
      this.scans = List.copyOf(scans);
      this.slots = List.copyOf(slots);
    }

    @Override
    public Description description() {
      return Description.of("Result");
    }

    @Override
    protected RowSource run(Execution execution, Frame outer) {
      Object[] result = new Object[slots.size()];
      for (int i = 0; i < result.length; i++) {
        try (RowSource rows = scans.get(i).open(execution, outer)) {
          Object[] row = rows.next();
          result[i] = row == null ? null : row[slots.get(i)];
        }
      }
      return Rows.of(List.<Object[]>of(result));
    }
  }
}
