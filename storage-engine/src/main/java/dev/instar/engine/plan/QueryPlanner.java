package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery;
import dev.instar.engine.analysis.BoundQuery.Body;
import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.analysis.BoundSource;
import dev.instar.engine.analysis.Collations;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.function.Collation;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A query: what makes its rows, then their order, locks and number. Of one thread. */
final class QueryPlanner {
  /** PostgreSQL's guess of how much of a result a cursor's reader wants. */
  private static final double UNKNOWN_LIMIT = 100;

  private final Planning planning;
  private final BoundQuery query;

  QueryPlanner(Planning planning, BoundQuery query) {
    this.planning = planning;
    this.query = query;
  }

  PlanNode plan() {
    return switch (query.body()) {
      case Body.Select select -> select(select);
      case Body.Values values -> {
        List<Evaluator[]> rows = values.rows().stream().map(planning.evaluators()::array).toList();
        yield cut(sorted(new Values(rows), types(values.rows().getFirst())));
      }
      case Body.SetOperation operation ->
          cut(
              sorted(
                  operation(operation),
                  query.outputs().stream().map(BoundQuery.Output::type).toList()));
      case Body.Recursion recursion -> recursion(recursion);
    };
  }

  /** It has neither an order nor a limit of its own. */
  private PlanNode recursion(Body.Recursion recursion) {
    PlanNode left = planning.query(recursion.left());
    int state =
        planning.workTable(recursion.table(), recursion.name(), 10 * left.estimate().rows());
    PlanNode right = planning.query(recursion.right());
    List<DataType> types = query.outputs().stream().map(BoundQuery.Output::type).toList();
    return new RecursiveUnion(
        left,
        right,
        state,
        recursion.all() ? Optional.empty() : Optional.of(Distinct.SlotKeys.of(outputs(), types)));
  }

  private PlanNode select(Body.Select select) {
    boolean locks = !query.locks().isEmpty();
    SelectPlanner.Planned planned =
        new SelectPlanner(planning, select).plan(query.orderBy(), wanted(), locks);
    PlanNode node = planned.node();
    List<DataType> types = locks ? List.of() : types(select.targets());
    if (select.distinct() instanceof BoundQuery.Distinct.Rows) {
      node = distinct(node, outputs(), select);
    }
    if (!query.orderBy().isEmpty() && !planned.ordered()) {
      boolean distinctOn = select.distinct() instanceof BoundQuery.Distinct.On;
      node = sort(node, types, text(select), distinctOn || locks || query.withTies());
    } else if (query.orderBy().isEmpty()
        && select.distinct() instanceof BoundQuery.Distinct.On on) {
      node = new Sort(node, new RowOrder(keys(on, select)), types, List.of(), Optional.empty());
    }
    if (select.distinct() instanceof BoundQuery.Distinct.On on) {
      node = distinct(node, on.slots(), select);
    }
    if (locks) {
      node = locked(node, select);
    }
    node = cut(node);
    return select.targets().size() > query.outputs().size()
        ? new Trim(node, query.outputs().size())
        : node;
  }

  private List<Integer> outputs() {
    return IntStream.range(0, query.outputs().size()).boxed().toList();
  }

  private static List<SortKey> keys(BoundQuery.Distinct.On on, Body.Select select) {
    List<SortKey> keys = new ArrayList<>();
    for (int slot : on.slots()) {
      BoundExpression target = select.targets().get(slot);
      keys.add(new SortKey(slot, target.type(), Collations.of(target), false, false));
    }
    return keys;
  }

  private static PlanNode distinct(PlanNode node, List<Integer> slots, Body.Select select) {
    List<DataType> types = slots.stream().map(s -> select.targets().get(s).type()).toList();
    Description description =
        select.distinct() instanceof BoundQuery.Distinct.On
            ? Description.of("Unique")
            : new Description("HashAggregate", "Aggregate", List.of(), List.of())
                .fact("Strategy", "Hashed")
                .detail(
                    "Group Key",
                    slots.stream()
                        .map(
                            s ->
                                new ExpressionText(SelectPlanner.qualifier(select.from()))
                                    .of(select.targets().get(s)))
                        .toList());
    return new Distinct(node, Distinct.SlotKeys.of(slots, types), description);
  }

  private static List<DataType> types(List<BoundExpression> targets) {
    return targets.stream().map(BoundExpression::type).toList();
  }

  /** What the keys are called; over targets. */
  private List<String> text(Body.Select select) {
    ExpressionText sources = new ExpressionText(SelectPlanner.qualifier(select.from()));
    ExpressionText plain = select.grouping().map(sources::grouped).orElse(sources);
    return query.orderBy().stream()
        .map(key -> plain.of(bare(select.targets().get(key.slot()))) + details(key))
        .toList();
  }

  private static BoundExpression bare(BoundExpression key) {
    return key instanceof BoundExpression.Collate collate ? bare(collate.operand()) : key;
  }

  /** A collation that is not the type's, and the direction. */
  private static String details(SortKey key) {
    String collation =
        Collation.isCollatable(key.type()) && key.collation() != Collation.of(key.type())
            ? " COLLATE " + Labels.quoted(key.collation().sqlName())
            : "";
    String direction = collation + (key.descending() ? " DESC" : "");
    return key.nullsFirst() == key.descending()
        ? direction
        : direction + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
  }

  private PlanNode sorted(PlanNode node, List<DataType> types) {
    List<String> text =
        query.orderBy().stream()
            .map(key -> query.outputs().get(key.slot()).name() + details(key))
            .toList();
    return query.orderBy().isEmpty() ? node : sort(node, types, text, query.withTies());
  }

  private PlanNode sort(PlanNode node, List<DataType> types, List<String> text, boolean needsAll) {
    Optional<Evaluator> rows =
        query.limit().isEmpty() || needsAll
            ? Optional.empty()
            : Optional.of(Limit.rows(compiled(query.limit()), compiled(query.offset())));
    return new Sort(node, new RowOrder(query.orderBy()), spillable(types), text, rows);
  }

  /** Types whose values can be written and read again; all or none. */
  private static List<DataType> spillable(List<DataType> types) {
    return types.stream().allMatch(QueryPlanner::isSpillable) ? types : List.of();
  }

  private static boolean isSpillable(DataType type) {
    DataType scalar = type.element().orElse(type);
    return scalar.kind() != 'p';
  }

  private Optional<Evaluator> compiled(Optional<BoundExpression> expression) {
    return expression.map(planning.evaluators()::compile);
  }

  private PlanNode locked(PlanNode node, Body.Select select) {
    List<LockRows.Lock> locks = new ArrayList<>();
    for (BoundQuery.Locking locking : query.locks()) {
      for (BoundSource.TableSource table : tables(select.from().orElseThrow())) {
        if (locking.sources().contains(table.offset())) {
          locks.add(LockRows.Lock.of(table, locking));
        }
      }
    }
    List<BoundExpression> conditions = new ArrayList<>();
    select.where().ifPresent(conditions::add);
    innerConditions(select.from().orElseThrow(), conditions);
    Evaluator condition =
        conditions.isEmpty()
            ? null
            : planning.evaluators().compile(new BoundExpression.And(conditions));
    return new LockRows(node, locks, condition, planning.evaluators().array(select.targets()));
  }

  /** The conditions of inner joins are as those of WHERE. */
  private static void innerConditions(BoundSource source, List<BoundExpression> conditions) {
    if (source instanceof BoundSource.JoinSource join
        && join.kind() == BoundSource.JoinSource.Kind.INNER) {
      join.condition().ifPresent(conditions::add);
      innerConditions(join.left(), conditions);
      innerConditions(join.right(), conditions);
    }
  }

  private static List<BoundSource.TableSource> tables(BoundSource source) {
    return switch (source) {
      case BoundSource.TableSource table -> List.of(table);
      case BoundSource.JoinSource join -> {
        List<BoundSource.TableSource> all = new ArrayList<>(tables(join.left()));
        all.addAll(tables(join.right()));
        yield all;
      }
      case BoundSource.SystemSource s -> List.of();
      case BoundSource.QuerySource s -> List.of();
      case BoundSource.CommonSource s -> List.of();
      case BoundSource.FunctionSource s -> List.of();
    };
  }

  /** How many rows LIMIT asks for, where it is a constant. */
  private double wanted() {
    if (query.limit().isEmpty()) {
      return Double.MAX_VALUE;
    }
    return query.limit().get() instanceof BoundExpression.Constant constant
        ? constant.value() instanceof Number number ? number.doubleValue() : Double.MAX_VALUE
        : UNKNOWN_LIMIT;
  }

  private PlanNode cut(PlanNode node) {
    if (query.limit().isEmpty() && query.offset().isEmpty()) {
      return node;
    }
    Estimate input = node.estimate();
    double rows = Math.max(1, Math.min(input.rows(), wanted()));
    double part = rows / Math.max(1, input.rows());
    Estimate estimate =
        new Estimate(
            input.startup(),
            input.startup() + (input.total() - input.startup()) * part,
            rows,
            input.width());
    return new Limit(
        estimate,
        node,
        compiled(query.limit()),
        compiled(query.offset()),
        query.withTies() && !query.orderBy().isEmpty()
            ? Optional.of(new RowOrder(query.orderBy()))
            : Optional.empty());
  }

  private PlanNode operation(Body.SetOperation operation) {
    PlanNode left = planning.query(operation.left());
    PlanNode right = planning.query(operation.right());
    List<DataType> types = query.outputs().stream().map(BoundQuery.Output::type).toList();
    Distinct.SlotKeys keys = Distinct.SlotKeys.of(outputs(), types);
    return switch (operation.kind()) {
      case UNION -> {
        PlanNode all = new Append(List.of(left, right));
        yield operation.all()
            ? all
            : new Distinct(
                all,
                keys,
                new Description("HashAggregate", "Aggregate", List.of(), List.of())
                    .fact("Strategy", "Hashed")
                    .detail(
                        "Group Key",
                        query.outputs().stream().map(BoundQuery.Output::name).toList()));
      }
      case INTERSECT, EXCEPT ->
          new SetOperation(operation.kind(), operation.all(), left, right, keys);
    };
  }
}
