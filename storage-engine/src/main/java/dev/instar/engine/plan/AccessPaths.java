package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import dev.instar.engine.table.Tables;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The ways to a table's rows: all of them one after the other, or through an index that answers
 * some of the conditions or has the order that is wanted. The cheapest one counts. Of one thread.
 */
final class AccessPaths {
  /** A new table grows: a plan that is kept should not be one for an empty table. */
  private static final double FEWEST_ROWS = 1000;

  private static final double INDEX_DESCENT = 0.3;

  /** Rows that an index points to are found one by one, mostly in memory. */
  private static final double FETCH_COST = 0.05;

  private static final int COLUMN_BYTES = 12;

  private final Planning planning;
  private final TableSource source;
  private final int width;
  private final ExpressionText text;
  private final double tableRows;
  private final double knownRows;
  private final Selectivity selectivity;
  private final List<IndexMatch> indexes = new ArrayList<>();

  AccessPaths(Planning planning, TableSource source, int width, ExpressionText text) {
    this.planning = planning;
    this.source = source;
    this.width = width;
    this.text = text;
    this.knownRows = Tables.estimatedRows(planning.context(), source.table());
    this.tableRows = Math.max(FEWEST_ROWS, knownRows);
    this.selectivity = new Selectivity(RowFacts.of(source, planning.context()));
    planning.reads(source.table());
    for (Index index : planning.context().catalog().indexes(source.table().oid())) {
      if (index.valid()) {
        indexes.add(new IndexMatch(index, source, planning));
      }
    }
  }

  /**
   * What a path is chosen by.
   *
   * @param indexes one, or none to read the table; several, where each finds the rows of one of the
   *     operands of {@code either}
   */
  record Path(
      List<IndexMatch.Found> indexes,
      Optional<Conjunct> either,
      boolean backward,
      boolean ordered,
      List<Conjunct> conditions,
      double rows,
      double cost) {
    /** Whether an index answers a condition of that kind. */
    boolean answers(Predicate<BoundExpression> kind) {
      return indexes.stream()
          .flatMap(index -> index.answered().stream())
          .anyMatch(conjunct -> kind.test(conjunct.condition()));
    }
  }

  /**
   * The cheapest path by these conditions.
   *
   * @param around slots of other sources, which the conditions may read as well
   * @param order empty for any
   * @param wanted how many rows are asked for, as far as that is known
   */
  Path best(List<Conjunct> conditions, BitSet around, List<SortKey> order, double wanted) {
    double selected = tableRows;
    selected = Math.max(1, selected * selectivity.all(conditions, tableRows));
    double fraction = Math.min(1, wanted / selected);
    Path best = sequential(conditions, selected, !order.isEmpty());
    for (IndexMatch index : indexes) {
      Optional<IndexMatch.Found> found = index.match(conditions, around);
      if (found.isEmpty()) {
        continue;
      }
      IndexOrder direction = IndexOrder.of(found.get(), order);
      boolean ordered = direction != IndexOrder.NONE;
      if (found.get().answered().isEmpty() && !ordered) {
        continue;
      }
      double rows = found.get().isUnique() ? 1 : Math.min(selected, entries(found.get()));
      double cost = cost(found.get(), conditions.size());
      double total = ordered ? INDEX_DESCENT + cost * fraction : cost + sorting(rows, order);
      if (total < best.cost()) {
        boolean backward = direction == IndexOrder.BACKWARD;
        best =
            new Path(
                List.of(found.get()), Optional.empty(), backward, ordered, conditions, rows, total);
      }
    }
    for (Conjunct either : conditions) {
      if (either.condition() instanceof BoundExpression.Or or) {
        Path path = either(either, or, conditions, around, selected);
        if (path != null && path.cost() + sorting(selected, order) < best.cost()) {
          best = path;
        }
      }
    }
    return best;
  }

  /** The rows of each operand of an OR by an index; null if there is not one for each. */
  private Path either(
      Conjunct either,
      BoundExpression.Or or,
      List<Conjunct> conditions,
      BitSet around,
      double selected) {
    List<IndexMatch.Found> found = new ArrayList<>();
    double cost = 0;
    for (BoundExpression operand : or.operands()) {
      List<Conjunct> own = Conjuncts.of(Optional.of(operand));
      Optional<IndexMatch.Found> cheapest =
          indexes.stream()
              .flatMap(index -> index.match(own, around).stream())
              .filter(index -> !index.answered().isEmpty())
              .min(Comparator.comparingDouble(index -> cost(index, conditions.size())));
      if (cheapest.isEmpty()) {
        return null;
      }
      found.add(cheapest.get());
      cost += cost(cheapest.get(), conditions.size());
    }
    return new Path(found, Optional.of(either), false, false, conditions, selected, cost);
  }

  private double entries(IndexMatch.Found index) {
    return Math.max(1, index.entries(tableRows, selectivity));
  }

  private double cost(IndexMatch.Found index, int conditions) {
    double entries = entries(index);
    return INDEX_DESCENT * index.probes()
        + entries * (FETCH_COST + Estimate.ROW_COST)
        + entries * conditions * Estimate.OPERATOR_COST;
  }

  private Path sequential(List<Conjunct> conditions, double selected, boolean sorts) {
    double pages = tableRows * rowBytes() / Estimate.PAGE_BYTES;
    double cost =
        pages * Estimate.PAGE_COST
            + tableRows * (Estimate.ROW_COST + conditions.size() * Estimate.OPERATOR_COST);
    return new Path(
        List.of(),
        Optional.empty(),
        false,
        false,
        conditions,
        selected,
        cost + (sorts ? sortCost(selected) : 0));
  }

  private static double sorting(double rows, List<SortKey> order) {
    return order.isEmpty() ? 0 : sortCost(rows);
  }

  private static double sortCost(double rows) {
    return 2 * Estimate.OPERATOR_COST * rows * Math.log(Math.max(2, rows)) / Math.log(2);
  }

  int rowBytes() {
    return 24 + COLUMN_BYTES * source.table().columns().size();
  }

  /** The node for a path. */
  ScanNode node(Path path) {
    return switch (path.indexes().size()) {
      case 0 -> {
        Rest all = rest(path.conditions());
        yield new SequentialScan(estimate(path, 0), source, width, all.evaluator(), all.text());
      }
      case 1 -> {
        IndexMatch.Found index = path.indexes().getFirst();
        List<Conjunct> conditions = new ArrayList<>(path.conditions());
        conditions.removeAll(index.used());
        conditions.removeIf(index::isImplied);
        Rest rest = rest(conditions);
        yield new IndexScan(
            estimate(path, INDEX_DESCENT),
            new IndexRows(source, index.index(), index.keys(text), path.backward()),
            width,
            rest.evaluator(),
            rest.text());
      }
      default -> bitmap(path);
    };
  }

  private BitmapScan bitmap(Path path) {
    List<BitmapOr.Part> parts = new ArrayList<>();
    for (IndexMatch.Found index : path.indexes()) {
      double entries = Math.rint(entries(index));
      parts.add(
          new BitmapOr.Part(
              new Estimate(0, cost(index, 0), entries, 0),
              new IndexRows(source, index.index(), index.keys(text), false)));
    }
    Estimate estimate = estimate(path, INDEX_DESCENT);
    List<Conjunct> others = new ArrayList<>(path.conditions());
    others.remove(path.either().orElseThrow());
    return new BitmapScan(
        estimate,
        source,
        width,
        new BitmapOr(estimate, parts),
        rest(path.conditions()).evaluator(),
        text.of(path.either().orElseThrow().condition()),
        Conjuncts.and(others).map(text::of).orElse(null));
  }

  private Estimate estimate(Path path, double startup) {
    // What is shown is what is known, not what the plan was made for.
    double shown = Math.max(1, path.rows() * knownRows / tableRows);
    return new Estimate(startup, path.cost(), Math.rint(shown), COLUMN_BYTES * Math.max(1, used()));
  }

  /** What the scan has to test; null for nothing. */
  private record Rest(Evaluator evaluator, String text) {}

  private Rest rest(List<Conjunct> conditions) {
    Optional<BoundExpression> condition = Conjuncts.and(conditions);
    return new Rest(
        condition.map(planning.evaluators()::compile).orElse(null),
        condition.map(text::of).orElse(null));
  }

  private int used() {
    int count = 0;
    for (boolean one : source.used()) {
      count += one ? 1 : 0;
    }
    return count;
  }
}
