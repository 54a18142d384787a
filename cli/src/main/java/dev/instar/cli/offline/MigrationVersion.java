package dev.instar.cli.offline;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of a migration as Flyway reads and orders it: numbers with points or underscores
 * between them, compared one by one, a missing one as 0. So 1.0 is 1, and 1.10 comes behind 1.9.
 *
 * @param parts the numbers, without zeros at the end
 * @param text as written, with points
 */
record MigrationVersion(List<BigInteger> parts, String text)
    implements Comparable<MigrationVersion> {
  private static final Pattern WRITTEN = Pattern.compile("[0-9]+(?:[._][0-9]+)*");

  MigrationVersion {
    parts = List.copyOf(parts);
  }

  /** Empty if it is none. */
  static Optional<MigrationVersion> of(String written) {
    if (!WRITTEN.matcher(written).matches()) {
      return Optional.empty();
    }
    List<BigInteger> parts = new ArrayList<>();
    for (String part : written.split("[._]")) {
      parts.add(new BigInteger(part));
    }
    while (!parts.isEmpty() && parts.getLast().signum() == 0) {
      parts.removeLast();
    }
    return Optional.of(new MigrationVersion(parts, written.replace('_', '.')));
  }

  @Override
  public int compareTo(MigrationVersion other) {
    int length = Math.max(parts.size(), other.parts.size());
    for (int i = 0; i < length; i++) {
      int order = part(i).compareTo(other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MigrationVersion version && parts.equals(version.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
