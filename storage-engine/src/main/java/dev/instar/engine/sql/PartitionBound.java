package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;

/** Which rows a partition takes. */
public sealed interface PartitionBound {
  /** {@code DEFAULT}: those that no other takes. */
  record Default() implements PartitionBound {}

  /** {@code FOR VALUES WITH (MODULUS m, REMAINDER r)}. */
  record Hash(int modulus, int remainder) implements PartitionBound {}

  /** {@code FOR VALUES IN (value, …)}; NULL may be among them. */
  record In(List<SqlFragment> values) implements PartitionBound {
    public In {
      values = List.copyOf(values);
    }
  }

  /** {@code FOR VALUES FROM (end, …) TO (end, …)}: from the first on, up to before the second. */
  record Range(List<End> from, List<End> to) implements PartitionBound {
    public Range {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /**
   * One column's part of the end of a range.
   *
   * @param kind a value, or beyond all values
   * @param value the value, where it is one
   */
  record End(Kind kind, Optional<SqlFragment> value) {
    /** Where it lies. */
    public enum Kind {
      MINVALUE,
      VALUE,
      MAXVALUE
    }
  }
}
