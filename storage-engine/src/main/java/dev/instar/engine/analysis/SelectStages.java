package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Slot;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Function;
import dev.instar.engine.sql.QueryBody.NamedWindow;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * The aggregates, window functions and functions that give rows that were found in the expressions
 * of a SELECT. Where their results will stand is only known when all of them are: until then they
 * are slots far behind those of any row. Of one thread.
 */
final class SelectStages {
  /** The first of the slots that stand for aggregates. */
  static final int AGGREGATES = 1 << 24;

  /** The first of the slots that stand for window functions. */
  static final int WINDOWS = 1 << 25;

  /** The first of the slots that stand for columns of functions that give rows. */
  static final int SETS = 1 << 26;

  private final List<NamedWindow> namedWindows;
  private final List<BoundQuery.AggregateCall> aggregates = new ArrayList<>();
  private final List<BoundQuery.WindowCall> windows = new ArrayList<>();
  private final List<BoundExpression.Call> sets = new ArrayList<>();

  /**
   * @param namedWindows what WINDOW says
   */
  SelectStages(List<NamedWindow> namedWindows) {
    this.namedWindows = namedWindows;
  }

  List<NamedWindow> namedWindows() {
    return namedWindows;
  }

  List<BoundQuery.AggregateCall> aggregates() {
    return aggregates;
  }

  List<BoundQuery.WindowCall> windows() {
    return windows;
  }

  List<BoundExpression.Call> sets() {
    return sets;
  }

  /** An aggregate's result. Two that are the same are computed once. */
  Slot add(BoundQuery.AggregateCall call, DataType type, Collation collation) {
    int place = place(aggregates, call);
    return new Slot(AGGREGATES + place, type, -1, collation, call.function().function().name());
  }

  Slot add(BoundQuery.WindowCall call, Collation collation) {
    int place = place(windows, call);
    return new Slot(WINDOWS + place, call.type(), -1, collation, call.name());
  }

  /** A function that gives rows: its value, or all columns of its value. */
  BoundExpression add(BoundExpression.Call call) {
    int place = place(sets, call);
    int first = SETS;
    for (BoundExpression.Call before : sets.subList(0, place)) {
      first += Math.max(1, before.function().function().columns().size());
    }
    List<Function.Column> columns = call.function().function().columns();
    if (columns.isEmpty()) {
      Derivation derived = Derivation.of(call);
      return derived.kept(
          new Slot(
              first,
              call.type(),
              -1,
              derived.outcome(call.type()),
              call.function().function().name()));
    }
    List<BoundExpression> fields = new ArrayList<>(columns.size());
    List<String> names = new ArrayList<>(columns.size());
    for (Function.Column column : columns) {
      fields.add(
          new Slot(
              first + fields.size(),
              type(column, call),
              -1,
              Collation.of(column.type()),
              column.name()));
      names.add(column.name());
    }
    return new BoundExpression.WholeRow(0, first, fields, names);
  }

  /** A column of the elements of an array has their type. */
  private static DataType type(Function.Column column, BoundExpression.Call call) {
    return column.type().name().equals("anyelement")
        ? call.function().argumentTypes().getFirst().element().orElse(column.type())
        : column.type();
  }

  private static <T> int place(List<T> known, T call) {
    int place = known.indexOf(call);
    if (place < 0) {
      place = known.size();
      known.add(call);
    }
    return place;
  }
}
