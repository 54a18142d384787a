package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.type.DataType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Of rows that are equal in some slots the first one; the order stays. */
final class Distinct extends PlanNode {
  private final PlanNode input;
  private final SlotKeys keys;
  private final Description description;

  /**
   * @param keys what is compared
   */
  Distinct(PlanNode input, SlotKeys keys, Description description) {
    super(
        input.estimate().plus(0, input.estimate().rows() * Estimate.OPERATOR_COST), List.of(input));
    this.input = input;
    this.keys = keys;
    this.description = description;
  }

  /** Some slots as a key. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record SlotKeys(int[] slots, DataType[] types) {
    static SlotKeys of(List<Integer> slots, List<DataType> types) {
      return new SlotKeys(
          slots.stream().mapToInt(Integer::intValue).toArray(), types.toArray(new DataType[0]));
    }

    Object of(Object[] row) {
      Object[] values = new Object[slots.length];
      for (int i = 0; i < values.length; i++) {
        Object value = row[slots[i]];
        values[i] = value == null ? null : types[i].key(value);
      }
      return new RowKey(values);
    }
  }

  @Override
  public Description description() {
    return description;
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    Set<Object> seen = new HashSet<>();
    MemoryBound memory = new MemoryBound();
    return new Rows.Over(input.open(execution, outer)) {
      private int skipped;

      @Override
      public Object[] next() {
        Object[] row;
        while ((row = input.next()) != null) {
          if (seen.add(keys.of(row))) {
            memory.keep(row);
            return row;
          }
          if ((++skipped & 1023) == 0) {
            execution.context().checkInterrupts();
          }
        }
        return null;
      }
    };
  }
}
