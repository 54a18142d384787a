package dev.instar.engine.type;

import java.util.Arrays;
import java.util.HexFormat;

/** A value of bytea. Immutable; whoever hands an array in or takes one out leaves it as it is. */
public final class Bytes implements Comparable<Bytes> {
  private final byte[] bytes;

  /**
   * @param bytes not changed afterwards
   */
  public Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The bytes themselves, not a copy. */
  public byte[] array() {
    return bytes;
  }

  public int length() {
    return bytes.length;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }
}
