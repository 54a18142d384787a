package dev.instar.engine.plan;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.BoundQuery.AggregateCall;
import dev.instar.engine.analysis.Collations;
import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Evaluators;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.evaluation.ValueOrder;
import dev.instar.engine.function.Accumulator;
import dev.instar.engine.function.CallContext;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Resolved;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An aggregate made ready: what it takes of a row, and how. Thread-safe. */
final class AggregateStep {
  private static final Object[] NOTHING = new Object[0];

  private final Resolved function;
  private final Collation collation;
  private final Evaluator[] arguments;
  private final int count;
  private final boolean distinct;
  private final RowOrder order;

  /** Of the function's arguments, which duplicates are found by. */
  private final ValueOrder[] orders;

  private final Evaluator filter;

  AggregateStep(AggregateCall call, Evaluators evaluators) {
    this.function = call.function();
    this.collation = call.collation();
    this.count = call.count();
    this.distinct = call.distinct();
    this.order = call.orderBy().isEmpty() ? null : new RowOrder(call.orderBy());
    this.orders = distinct ? orders(call) : new ValueOrder[0];
    this.filter = call.filter().map(evaluators::compile).orElse(null);
    List<Cast> casts = call.function().casts();
    List<Evaluator> compiled = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      BoundExpression argument = call.arguments().get(i);
      // What only orders is compared as it is written; so is what ordering and function share.
      compiled.add(
          i < count && order == null && function.gathered() < 0
              ? evaluators.converted(argument, casts.get(i))
              : evaluators.compile(argument));
    }
    this.arguments = compiled.toArray(new Evaluator[0]);
  }

  private static ValueOrder[] orders(AggregateCall call) {
    ValueOrder[] orders = new ValueOrder[call.count()];
    for (int i = 0; i < orders.length; i++) {
      BoundExpression argument = call.arguments().get(i);
      DataType type =
          call.function().gathered() < 0 ? call.function().argumentTypes().get(i) : argument.type();
      Collation collation =
          Collation.isCollatable(argument.type()) ? Collations.of(argument) : Collation.of(type);
      orders[i] = ValueOrder.of(type, collation);
    }
    return orders;
  }

  /** Begins a group. */
  State start(Frame frame) {
    CallContext context = function.context(frame.context().functions(), collation);
    Accumulator accumulator = function.accumulator(context);
    return distinct || order != null
        ? new Gathered(accumulator, context)
        : new Direct(accumulator, context);
  }

  /** One aggregate over one group. Of one thread. */
  abstract static class State {
    /** Takes the row that the frame is at. */
    abstract void add(Frame frame);

    /** What it is of all rows so far. */
    abstract Object result(Frame frame);
  }

  private boolean takes(Frame frame) {
    return filter == null || filter.holds(frame);
  }

  private Object[] evaluate(Frame frame, Object[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = arguments[i].evaluate(frame);
    }
    return into;
  }

  private final class Direct extends State {
    private final Accumulator accumulator;
    private final CallContext context;
    private final Object[] values;

    Direct(Accumulator accumulator, CallContext context) {
      this.accumulator = accumulator;
      this.context = context;
      this.values = arguments.length == 0 ? NOTHING : new Object[arguments.length];
    }

    @Override
    void add(Frame frame) {
      if (takes(frame)) {
        evaluate(frame, values);
        accumulator.add(
            function.gathered() < 0 ? values : function.arguments(values.clone(), context));
      }
    }

    @Override
    Object result(Frame frame) {
      return accumulator.result();
    }
  }

  /** Rows that have to be ordered, or told apart, before they are added. */
  private final class Gathered extends State {
    private final Accumulator accumulator;
    private final CallContext context;
    private final List<Object[]> rows = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();
    private final MemoryBound memory = new MemoryBound();

    Gathered(Accumulator accumulator, CallContext context) {
      this.accumulator = accumulator;
      this.context = context;
    }

    @Override
    void add(Frame frame) {
      if (!takes(frame)) {
        return;
      }
      Object[] values = evaluate(frame, new Object[arguments.length]);
      if (distinct && !seen.add(key(values))) {
        return;
      }
      memory.keep(values);
      rows.add(values);
    }

    private Object key(Object[] values) {
      Object[] key = new Object[count];
      for (int i = 0; i < count; i++) {
        List<DataType> types = function.argumentTypes();
        DataType type = types.get(Math.min(i, types.size() - 1));
        Object value =
            order == null ? values[i] : function.casts().get(i).apply(values[i], context.session());
        key[i] = value == null ? null : type.key(value);
      }
      return new RowKey(key);
    }

    @Override
    Object result(Frame frame) {
      List<Object[]> ordered = rows;
      if (order != null) {
        ordered.sort(order);
      } else {
        // Without an order PostgreSQL sorts to find duplicates, and so do array_agg and its kind.
        ordered.sort(this::compare);
      }
      for (Object[] row : ordered) {
        Object[] values = Arrays.copyOf(row, count);
        accumulator.add(
            order == null && function.gathered() < 0
                ? values
                : function.arguments(values, context));
      }
      return accumulator.result();
    }

    private int compare(Object[] left, Object[] right) {
      for (int i = 0; i < count; i++) {
        Object a = left[i];
        Object b = right[i];
        int order =
            a == null || b == null
                ? Boolean.compare(a == null, b == null)
                : orders[i].compare(a, b);
        if (order != 0) {
          return order;
        }
      }
      return 0;
    }
  }
}
