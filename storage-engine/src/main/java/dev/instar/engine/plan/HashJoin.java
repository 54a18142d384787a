package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Evaluator;
import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.evaluation.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * A join by equalities: the right side is read into a hash table, then the left side looks there.
 * The left side's order stays.
 */
final class HashJoin extends PlanNode {
  /** Whose rows come without a partner too. */
  enum Kind {
    INNER("Hash Join", "Inner"),
    LEFT("Hash Left Join", "Left"),
    FULL("Hash Full Join", "Full");

    private final String headline;
    private final String type;

    Kind(String headline, String type) {
      this.headline = headline;
      this.type = type;
    }
  }

  private final Kind kind;
  private final PlanNode left;
  private final PlanNode right;
  private final JoinKeys keys;
  private final SlotRanges rightSlots;
  private final Evaluator condition;
  private final String keyText;
  private final String text;

  /**
   * @param condition what has to hold of two rows with the same key; null for nothing
   */
  HashJoin(
      Estimate estimate,
      Kind kind,
      PlanNode left,
      PlanNode right,
      JoinKeys keys,
      SlotRanges rightSlots,
      Evaluator condition,
      String keyText,
      String text) {
    super(estimate, List.of(left, new Hash(right)));
    this.kind = kind;
    this.left = left;
    this.right = children().get(1);
    this.keys = keys;
    this.rightSlots = rightSlots;
    this.condition = condition;
    this.keyText = keyText;
    this.text = text;
  }

  @Override
  public Description description() {
    Description join =
        new Description(kind.headline, "Hash Join", List.of(), List.of())
            .fact("Join Type", kind.type)
            .detail("Hash Cond", keyText);
    return condition == null ? join : join.detail("Join Filter", text);
  }

  @Override
  protected RowSource run(Execution execution, Frame outer) {
    return new Probe(execution, outer);
  }

  /** Shown in plans; the join itself keeps the rows. */
  static final class Hash extends PlanNode {
    private final PlanNode input;

    Hash(PlanNode input) {
      super(input.estimate(), List.of(input));
      this.input = input;
    }

    @Override
    public Description description() {
      return Description.of("Hash");
    }

    @Override
    protected RowSource run(Execution execution, Frame outer) {
      return input.open(execution, outer);
    }
  }

  /** A row of the right side and those with the same key. */
  static final class Entry {
    private final Object[] row;
    private final Entry following;
    private boolean matched;

    Entry(Object[] row, Entry following) {
      this.row = row;
      this.following = following;
    }

    Object[] row() {
      return row;
    }

    Entry following() {
      return following;
    }
  }

  private final class Probe implements RowSource {
    private final Execution execution;
    private final Frame outer;
    private final Frame frame;
    private final Map<Object, Entry> table = new HashMap<>();
    private final List<Object[]> withoutKey = new ArrayList<>();
    private RowSource leftInput;
    private Object[] row;
    private Entry candidate;
    private boolean matched;
    private Iterator<Object[]> unmatched;

    Probe(Execution execution, Frame outer) {
      this.execution = execution;
      this.outer = outer;
      this.frame = new Frame(execution, outer);
    }

    private void build() {
      MemoryBound memory = new MemoryBound();
      try (RowSource input = right.open(execution, outer)) {
        Object[] read;
        int count = 0;
        while ((read = input.next()) != null) {
          if ((++count & 1023) == 0) {
            frame.context().checkInterrupts();
          }
          Object key = keys.ofRight(frame.at(read));
          if (key == null) {
            if (kind == Kind.FULL) {
              memory.keep(read);
              withoutKey.add(read);
            }
            continue;
          }
          memory.keep(read);
          Object[] entry = read;
          table.compute(key, (k, chain) -> new Entry(entry, chain));
        }
      }
      leftInput = left.open(execution, outer);
    }

    @Override
    public Object[] next() {
      if (leftInput == null) {
        build();
      }
      while (unmatched == null) {
        Object[] joined = advance();
        if (joined != null) {
          return joined;
        }
        if (row == null) {
          if (kind != Kind.FULL) {
            return null;
          }
          unmatched = unmatchedRows();
        }
      }
      return unmatched.hasNext() ? unmatched.next() : null;
    }

    /** Null without a row at hand at the end; null with one if it has to go on. */
    private Object[] advance() {
      if (candidate == null) {
        row = leftInput.next();
        if (row == null) {
          return null;
        }
        matched = false;
        Object key = keys.ofLeft(frame.at(row));
        candidate = key == null ? null : table.get(key);
      }
      while (candidate != null) {
        Entry entry = candidate;
        candidate = entry.following;
        Object[] joined = rightSlots.merge(row, entry.row);
        if (condition == null || condition.holds(frame.at(joined))) {
          matched = true;
          entry.matched = true;
          return joined;
        }
      }
      return kind != Kind.INNER && !matched ? row : null;
    }

    private Iterator<Object[]> unmatchedRows() {
      List<Object[]> rows = new ArrayList<>(withoutKey);
      for (Entry chain : table.values()) {
        for (Entry entry = chain; entry != null; entry = entry.following) {
          if (!entry.matched) {
            rows.add(entry.row);
          }
        }
      }
      return rows.iterator();
    }

    @Override
    public void close() {
      if (leftInput != null) {
        leftInput.close();
      }
    }
  }
}
