package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.type.DataType;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row for each group: its keys, then its aggregates. Groups come in the order of their first row.
 */
final class GroupedAggregate extends PlanNode {
  private final PlanNode input;
  private final Evaluator[] keys;
  private final DataType[] types;
  private final AggregateStep[] aggregates;
  private final boolean grouped;
  private final List<String> keyText;

  /**
   * @param grouped false for one group of all rows, even of none
   */
  GroupedAggregate(
      PlanNode input,
      Evaluator[] keys,
      DataType[] types,
      AggregateStep[] aggregates,
      boolean grouped,
      List<String> keyText) {
    super(estimate(input.estimate(), keys.length, aggregates.length, grouped), List.of(input));
    this.input = input;
    this.keys = keys;
    this.types = types;
    this.aggregates = aggregates;
    this.grouped = grouped;
    this.keyText = List.copyOf(keyText);
  }

  private static Estimate estimate(Estimate input, int keys, int aggregates, boolean grouped) {
    double work = input.rows() * (keys + aggregates) * Estimate.OPERATOR_COST;
    // Where nothing is known, PostgreSQL takes there to be 200 different values.
    double groups = grouped && keys > 0 ? Math.min(200, input.rows()) : 1;
    return new Estimate(
        input.total() + work,
        input.total() + work + groups * Estimate.ROW_COST,
        groups,
        8 * (keys + aggregates));
  }

  @Override
  public Description description() {
    if (keys.length == 0) {
      return Description.of("Aggregate").fact("Strategy", "Plain");
    }
    return new Description("HashAggregate", "Aggregate", List.of(), List.of())
        .fact("Strategy", "Hashed")
        .detail("Group Key", keyText);
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new RowSource() {
      private Iterator<Object[]> groups;

      @Override
      public Object[] next() {
        if (groups == null) {
          groups = keys.length == 0 ? one(execution, outer) : groups(execution, outer);
        }
        return groups.hasNext() ? groups.next() : null;
      }

      @Override
      public void close() {
        // The input is closed as soon as it is read.
      }
    };
  }

  private AggregateStep.State[] start(Frame frame) {
    AggregateStep.State[] states = new AggregateStep.State[aggregates.length];
    for (int i = 0; i < states.length; i++) {
      states[i] = aggregates[i].start(frame);
    }
    return states;
  }

  private Iterator<Object[]> one(Execution execution, Frame outer) {
    Frame frame = new Frame(execution, outer);
    AggregateStep.State[] states = start(frame);
    boolean any = false;
    try (RowSource rows = input.open(execution, outer)) {
      Object[] row;
      int count = 0;
      while ((row = rows.next()) != null) {
        any = true;
        frame.at(row);
        for (AggregateStep.State state : states) {
          state.add(frame);
        }
        if ((++count & 4095) == 0) {
          execution.context().checkInterrupts();
        }
      }
    }
    if (grouped && !any) {
      return List.<Object[]>of().iterator();
    }
    return List.<Object[]>of(result(new Object[0], states, frame)).iterator();
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Group(Object[] keys, AggregateStep.State[] states) {}

  private Iterator<Object[]> groups(Execution execution, Frame outer) {
    Frame frame = new Frame(execution, outer);
    Map<Object, Group> groups = new LinkedHashMap<>();
    MemoryBound memory = new MemoryBound();
    try (RowSource rows = input.open(execution, outer)) {
      Object[] row;
      int count = 0;
      while ((row = rows.next()) != null) {
        if ((++count & 1023) == 0) {
          execution.context().checkInterrupts();
        }
        frame.at(row);
        Object[] values = new Object[keys.length];
        Object[] hashed = new Object[keys.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = keys[i].evaluate(frame);
          hashed[i] = values[i] == null ? null : types[i].key(values[i]);
        }
        RowKey key = new RowKey(hashed);
        Group group = groups.get(key);
        if (group == null) {
          group = new Group(values, start(frame));
          memory.keep(values);
          groups.put(key, group);
        }
        for (AggregateStep.State state : group.states()) {
          state.add(frame);
        }
      }
    }
    Iterator<Group> all = groups.values().iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public Object[] next() {
        Group group = all.next();
        return result(group.keys(), group.states(), frame);
      }
    };
  }

  private static Object[] result(Object[] keys, AggregateStep.State[] states, Frame frame) {
    Object[] row = Arrays.copyOf(keys, keys.length + states.length);
    for (int i = 0; i < states.length; i++) {
      row[keys.length + i] = states[i].result(frame);
    }
    return row;
  }
}
