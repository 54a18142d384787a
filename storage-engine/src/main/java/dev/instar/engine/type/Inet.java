package dev.instar.engine.type;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * A host's address, and how many of its first bits are its network's.
 *
 * @param width how many bits an address of its family has: 32 or 128
 * @param address the address as a number
 * @param bits the length of the network's part, 0 to width
 */
public record Inet(int width, BigInteger address, int bits) implements Comparable<Inet> {
  static final int WIDTH_4 = 32;
  static final int WIDTH_6 = 128;

  public Inet {
    if ((width != WIDTH_4 && width != WIDTH_6)
        || bits < 0
        || bits > width
        || address.signum() < 0
        || address.bitLength() > width) {
      throw new IllegalArgumentException("no address: " + address + "/" + bits);
    }
  }

  /** A host alone. */
  public static Inet of(InetAddress host) {
    byte[] bytes = host.getAddress();
    int width = bytes.length * Byte.SIZE;
    return new Inet(width, new BigInteger(1, bytes), width);
  }

  /** 4 or 6. */
  public int family() {
    return width == WIDTH_4 ? 4 : 6;
  }

  /** The address whose bits behind the network's are zero. */
  public BigInteger network() {
    return address.shiftRight(width - bits).shiftLeft(width - bits);
  }

  /** The address as text, without its network. */
  public String host() {
    return InetText.host(this);
  }

  /** With its network's length even if it is a host alone: as a cast to text has it. */
  public String withLength() {
    return host() + "/" + bits;
  }

  /** Whether the other's network is this one or lies in it. */
  public boolean contains(Inet other) {
    return width == other.width
        && bits <= other.bits
        && address.shiftRight(width - bits).equals(other.address.shiftRight(width - bits));
  }

  /** By family, then by network, a larger network first, then by address. */
  @Override
  public int compareTo(Inet other) {
    if (width != other.width) {
      return Integer.compare(width, other.width);
    }
    int byNetwork = network().compareTo(other.network());
    if (byNetwork != 0) {
      return byNetwork;
    }
    int byBits = Integer.compare(bits, other.bits);
    return byBits != 0 ? byBits : address.compareTo(other.address);
  }
}
