package dev.instar.engine.type;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses as text: {@code 10.1.2.3}, {@code 10.1/16}, {@code fe80::1/64}, {@code ::ffff:1.2.3.4}.
 * Stateless.
 */
final class InetText {
  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f.:]+?)(?:/([0-9]{1,3}))?");
  private static final int WORDS = 8;
  private static final int WORD_BITS = 16;
  private static final int OCTETS = 4;

  private InetText() {}

  static Inet parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw InputErrors.syntax("inet", text);
    }
    String written = form.group(1);
    String length = form.group(2);
    boolean six = written.indexOf(':') >= 0;
    int width = six ? Inet.WIDTH_6 : Inet.WIDTH_4;
    int bits = length == null ? width : Integer.parseInt(length);
    BigInteger address = six ? words(written) : octets(written, length != null);
    if (address == null || bits > width || (length != null && tooShort(written, six, bits))) {
      throw InputErrors.syntax("inet", text);
    }
    return new Inet(width, address, bits);
  }

  /** What is left out of {@code 10.1/16} must not be of the network. */
  private static boolean tooShort(String written, boolean six, int bits) {
    long octets = written.chars().filter(c -> c == '.').count() + 1;
    return !six && octets < OCTETS && bits > octets * Byte.SIZE;
  }

  /** Four numbers below 256; fewer if a network's length follows. Null if it is not that. */
  private static BigInteger octets(String written, boolean mayBeShort) {
    String[] parts = written.split("\\.", -1);
    if (parts.length > OCTETS || (parts.length < OCTETS && !mayBeShort)) {
      return null;
    }
    long address = 0;
    for (int i = 0; i < OCTETS; i++) {
      String part = i < parts.length ? parts[i] : "0";
      if (!part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 0xFF) {
        return null;
      }
      address = address << Byte.SIZE | Integer.parseInt(part);
    }
    return BigInteger.valueOf(address);
  }

  /** Eight words of 16 bits, one run of zeros as {@code ::}; the last two may be octets. */
  private static BigInteger words(String written) {
    int gap = written.indexOf("::");
    if (gap < 0) {
      List<Integer> all = run(written);
      return all == null || all.size() != WORDS ? null : number(all);
    }
    List<Integer> before = run(written.substring(0, gap));
    List<Integer> after = run(written.substring(gap + 2));
    if (before == null || after == null || before.size() + after.size() >= WORDS) {
      return null;
    }
    List<Integer> all = new ArrayList<>(before);
    while (all.size() + after.size() < WORDS) {
      all.add(0);
    }
    all.addAll(after);
    return number(all);
  }

  private static List<Integer> run(String written) {
    List<Integer> words = new ArrayList<>();
    if (written.isEmpty()) {
      return words;
    }
    String[] parts = written.split(":", -1);
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].indexOf('.') >= 0) {
        BigInteger octets = i == parts.length - 1 ? octets(parts[i], false) : null;
        if (octets == null) {
          return null;
        }
        words.add(octets.shiftRight(WORD_BITS).intValue());
        words.add(octets.intValue() & 0xFFFF);
      } else if (parts[i].matches("[0-9A-Fa-f]{1,4}")) {
        words.add(Integer.parseInt(parts[i], 16));
      } else {
        return null;
      }
    }
    return words;
  }

  private static BigInteger number(List<Integer> words) {
    BigInteger number = BigInteger.ZERO;
    for (int word : words) {
      number = number.shiftLeft(WORD_BITS).or(BigInteger.valueOf(word));
    }
    return number;
  }

  static String print(Inet value) {
    return value.bits() == value.width() ? host(value) : host(value) + "/" + value.bits();
  }

  /** Without the network's length. */
  static String host(Inet value) {
    if (value.width() == Inet.WIDTH_4) {
      return octets(value.address().longValueExact());
    }
    int[] words = new int[WORDS];
    for (int i = 0; i < WORDS; i++) {
      words[i] = value.address().shiftRight((WORDS - 1 - i) * WORD_BITS).intValue() & 0xFFFF;
    }
    return words(words, value.address().longValue() & 0xFFFF_FFFFL);
  }

  private static String octets(long address) {
    StringJoiner octets = new StringJoiner(".");
    for (int shift = Inet.WIDTH_4 - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      octets.add(Long.toString(address >> shift & 0xFF));
    }
    return octets.toString();
  }

  /** The longest run of at least two zeros is {@code ::}, the first if several are as long. */
  private static String words(int[] words, long lastTwo) {
    int gap = -1;
    int gapLength = 1;
    for (int from = 0; from < WORDS; from++) {
      int to = from;
      while (to < WORDS && words[to] == 0) {
        to++;
      }
      if (to - from > gapLength) {
        gap = from;
        gapLength = to - from;
      }
    }
    boolean octetsAtEnd = gap == 0 && (gapLength == 6 || (gapLength == 5 && words[5] == 0xFFFF));
    StringBuilder text = new StringBuilder();
    int end = octetsAtEnd ? WORDS - 2 : WORDS;
    for (int i = 0; i < end; ) {
      if (i == gap) {
        text.append("::");
        i += gapLength;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(words[i]));
        i++;
      }
    }
    if (octetsAtEnd) {
      text.append(text.charAt(text.length() - 1) == ':' ? "" : ":").append(octets(lastTwo));
    }
    return text.toString();
  }
}
