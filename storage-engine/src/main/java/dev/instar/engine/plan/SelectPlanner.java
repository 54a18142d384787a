package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundQuery.Body.Select;
import dev.instar.engine.analysis.BoundQuery.Grouping;
import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.analysis.BoundQuery.WindowCall;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.Collations;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A SELECT up to its targets, in the stages that {@link Select} names. Of one thread. */
final class SelectPlanner {
  private final Planning planning;
  private final Select select;
  private final ExpressionText text;

  SelectPlanner(Planning planning, Select select) {
    this.planning = planning;
    this.select = select;
    this.text = new ExpressionText(qualifier(select.from()));
  }

  /** Columns are named with their relation where there are several. */
  static java.util.function.IntFunction<String> qualifier(Optional<BoundSource> from) {
    if (from.isEmpty() || !(from.get() instanceof BoundSource.JoinSource)) {
      return slot -> "";
    }
    Map<Integer, String> aliases = new LinkedHashMap<>();
    aliases(from.get(), aliases);
    return slot -> {
      String alias = aliases.get(slot);
      return alias == null ? "" : Labels.quoted(alias) + ".";
    };
  }

  private static void aliases(BoundSource source, Map<Integer, String> aliases) {
    String alias =
        switch (source) {
          case BoundSource.TableSource s -> s.alias();
          case BoundSource.SystemSource s -> s.alias();
          case BoundSource.QuerySource s -> s.alias();
          case BoundSource.CommonSource s -> s.alias();
          case BoundSource.FunctionSource s -> s.alias();
          case BoundSource.JoinSource join -> {
            aliases(join.left(), aliases);
            aliases(join.right(), aliases);
            yield null;
          }
        };
    for (int i = 0; alias != null && i < source.width(); i++) {
      aliases.put(source.offset() + i, alias);
    }
  }

  /** Rows of the targets, and whether they come in the order that was asked for. */
  record Planned(PlanNode node, boolean ordered) {}

  /**
   * @param order what the query is ordered by, over targets
   * @param wanted how many rows are asked for, as far as that is known
   * @param keepsRow whether the sources' row is to stand behind the targets
   */
  Planned plan(List<SortKey> order, double wanted, boolean keepsRow) {
    Optional<PlanNode> extreme = IndexExtremes.plan(select, planning, text);
    PlanNode node;
    boolean ordered = false;
    if (extreme.isPresent()) {
      node = extreme.get();
    } else {
      List<SortKey> sourceOrder = sourceOrder(order);
      JoinPlanner.Joined joined = source(sourceOrder, wanted);
      ordered = joined.ordered();
      node = grouped(joined.node());
    }
    if (select.grouping().isPresent() && select.grouping().get().having().isPresent()) {
      BoundExpression having = select.grouping().get().having().get();
      node =
          new Filter(
              node.estimate(), node, planning.evaluators().compile(having), groupText().of(having));
    }
    if (!select.windows().isEmpty()) {
      node = windows(node);
    }
    return new Planned(targets(node, keepsRow), ordered);
  }

  private JoinPlanner.Joined source(List<SortKey> order, double wanted) {
    List<Conjuncts.Conjunct> conditions = Conjuncts.of(select.where());
    if (select.from().isEmpty()) {
      PlanNode row = Values.oneRow();
      PlanNode node =
          conditions.isEmpty()
              ? row
              : new JoinNodes(planning, text, new RowFacts()).filter(row, conditions);
      return new JoinPlanner.Joined(node, new BitSet(), false);
    }
    List<SemiJoins.Found> semiJoins = SemiJoins.take(conditions, planning);
    JoinPlanner.Joined joined =
        new JoinPlanner(planning, select.width(), text)
            .plan(
                select.from().get(),
                conditions,
                order,
                semiJoins.isEmpty() ? wanted : Double.MAX_VALUE);
    PlanNode node = joined.node();
    for (SemiJoins.Found found : semiJoins) {
      node = found.over(node);
    }
    return new JoinPlanner.Joined(node, joined.slots(), joined.ordered());
  }

  /** The order in slots of the sources, if all its keys are plain columns. */
  private List<SortKey> sourceOrder(List<SortKey> order) {
    boolean passes =
        select.grouping().isEmpty()
            && select.windows().isEmpty()
            && !(select.distinct() instanceof BoundQuery.Distinct.On)
            && select.targets().stream().noneMatch(FunctionScan::isSet);
    if (!passes) {
      return List.of();
    }
    List<SortKey> keys = new ArrayList<>();
    for (SortKey key : order) {
      BoundExpression target = select.targets().get(key.slot());
      if (target instanceof BoundExpression.Collate collate) {
        target = collate.operand();
      }
      if (!(target instanceof BoundExpression.Slot slot)) {
        return List.of();
      }
      keys.add(
          new SortKey(
              slot.index(), key.type(), key.collation(), key.descending(), key.nullsFirst()));
    }
    return keys;
  }

  private PlanNode grouped(PlanNode input) {
    if (select.grouping().isEmpty()) {
      return input;
    }
    Grouping grouping = select.grouping().get();
    AggregateStep[] steps =
        grouping.aggregates().stream()
            .map(call -> new AggregateStep(call, planning.evaluators()))
            .toArray(AggregateStep[]::new);
    return new GroupedAggregate(
        input,
        planning.evaluators().array(grouping.keys()),
        grouping.keys().stream().map(BoundExpression::type).toArray(DataType[]::new),
        steps,
        grouping.grouped(),
        grouping.keys().stream().map(text::of).toList());
  }

  /** Of expressions over groups. */
  private ExpressionText groupText() {
    return text.grouped(select.grouping().orElseThrow());
  }

  private PlanNode windows(PlanNode input) {
    int before =
        select
            .grouping()
            .map(grouping -> grouping.keys().size() + grouping.aggregates().size())
            .orElse(select.width());
    Map<List<Object>, List<Integer>> same = new LinkedHashMap<>();
    for (int i = 0; i < select.windows().size(); i++) {
      WindowCall call = select.windows().get(i);
      same.computeIfAbsent(
              List.of(call.partitionBy(), call.orderExpressions(), call.orderBy()),
              k -> new ArrayList<>())
          .add(i);
    }
    List<WindowAggregate.Window> windows = new ArrayList<>();
    for (List<Integer> calls : same.values()) {
      windows.add(window(calls, before));
    }
    return new WindowAggregate(input, windows, before + select.windows().size());
  }

  private WindowAggregate.Window window(List<Integer> calls, int before) {
    WindowCall first = select.windows().get(calls.getFirst());
    List<BoundExpression> keys = new ArrayList<>(first.partitionBy());
    keys.addAll(first.orderExpressions());
    int partitions = first.partitionBy().size();
    List<SortKey> order = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      BoundExpression key = first.partitionBy().get(i);
      order.add(new SortKey(i, key.type(), Collations.of(key), false, false));
    }
    for (SortKey key : first.orderBy()) {
      order.add(
          new SortKey(
              partitions + key.slot(),
              key.type(),
              key.collation(),
              key.descending(),
              key.nullsFirst()));
    }
    List<WindowFunction> functions = new ArrayList<>();
    List<Integer> slots = new ArrayList<>();
    for (int call : calls) {
      functions.add(WindowFunction.of(select.windows().get(call), planning.evaluators()));
      slots.add(before + call);
    }
    return WindowAggregate.Window.of(
        planning.evaluators().array(keys), partitions, order, functions, slots);
  }

  private PlanNode targets(PlanNode input, boolean keepsRow) {
    List<BoundExpression> targets = select.targets();
    Evaluator[] evaluators = planning.evaluators().array(targets);
    if (targets.stream().noneMatch(FunctionScan::isSet)) {
      return new Project(input, evaluators, keepsRow);
    }
    boolean[] sets = new boolean[evaluators.length];
    List<List<DataType>> columns = new ArrayList<>();
    for (int i = 0; i < sets.length; i++) {
      sets[i] = FunctionScan.isSet(targets.get(i));
      columns.add(
          targets.get(i) instanceof BoundExpression.Call call
              ? call.function().function().columns().stream().map(c -> c.type()).toList()
              : List.of());
    }
    double size = targets.stream().mapToDouble(SetSize::of).max().orElseThrow();
    return new ProjectSets(input, size, evaluators, sets, columns);
  }
}
