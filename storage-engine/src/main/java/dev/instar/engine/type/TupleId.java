package dev.instar.engine.type;

/**
 * A value of tid: where a row version stands.
 *
 * @param block unsigned, of four bytes
 * @param item unsigned, of two bytes
 */
public record TupleId(long block, int item) implements Comparable<TupleId> {
  @Override
  public int compareTo(TupleId other) {
    int byBlock = Long.compare(block, other.block);
    return byBlock != 0 ? byBlock : Integer.compare(item, other.item);
  }
}
