package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery.SortKey;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.plan.Conjuncts.Conjunct;
import dev.instar.engine.table.Tables;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

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

  /** What a path is chosen by. */
  record Path(
      Optional<IndexMatch.Found> index,
      boolean backward,
      boolean ordered,
      List<Conjunct> conditions,
      double rows,
      double cost) {}

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
      IndexMatch.Direction direction = index.direction(order, found.get());
      boolean ordered = direction != IndexMatch.Direction.NONE && !order.isEmpty();
      if (found.get().used().isEmpty() && !ordered) {
        continue;
      }
      double entries = Math.max(1, found.get().entries(tableRows, selectivity));
      double rows = found.get().isUnique() ? 1 : Math.min(selected, entries);
      double cost =
          INDEX_DESCENT * found.get().probes()
              + entries * (FETCH_COST + Estimate.ROW_COST)
              + entries * conditions.size() * Estimate.OPERATOR_COST;
      double total = ordered ? INDEX_DESCENT + cost * fraction : cost + sorting(rows, order);
      if (total < best.cost()) {
        best =
            new Path(
                found,
                direction == IndexMatch.Direction.BACKWARD,
                ordered,
                conditions,
                rows,
                total);
      }
    }
    return best;
  }

  private Path sequential(List<Conjunct> conditions, double selected, boolean sorts) {
    double pages = tableRows * rowBytes() / Estimate.PAGE_BYTES;
    double cost =
        pages * Estimate.PAGE_COST
            + tableRows * (Estimate.ROW_COST + conditions.size() * Estimate.OPERATOR_COST);
    return new Path(
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
    // What is shown is what is known, not what the plan was made for.
    double shown = Math.max(1, path.rows() * knownRows / tableRows);
    Estimate estimate =
        new Estimate(
            path.index().isPresent() ? INDEX_DESCENT : 0,
            path.cost(),
            Math.rint(shown),
            COLUMN_BYTES * Math.max(1, used()));
    List<Conjunct> rest = new ArrayList<>(path.conditions());
    path.index().ifPresent(found -> rest.removeAll(found.used()));
    path.index().ifPresent(found -> rest.removeIf(found::isImplied));
    Optional<BoundExpression> condition = Conjuncts.and(rest);
    String filter = condition.map(text::of).orElse(null);
    var evaluator = condition.map(planning.evaluators()::compile).orElse(null);
    return path.index().isEmpty()
        ? new SequentialScan(estimate, source, width, evaluator, filter)
        : new IndexScan(
            estimate,
            source,
            width,
            path.index().get().index(),
            path.index().get().keys(text),
            path.backward(),
            evaluator,
            filter);
  }

  private int used() {
    int count = 0;
    for (boolean one : source.used()) {
      count += one ? 1 : 0;
    }
    return count;
  }
}
