package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.ColumnType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which changes of a type PostgreSQL makes in the catalog alone, after
 * ATColumnChangeRequiresRewrite and the support functions of its types.
 */
enum TypeChange {
  /** The column has that type already. */
  NONE,
  /** Catalog only; plain indexes are kept. */
  CATALOG,
  /** Catalog only for the rows, but every index on the column is built anew. */
  CATALOG_AND_INDEXES,
  /** Every row is written anew. */
  REWRITE;

  /** Time zones in which timestamp and timestamptz are the same number. */
  private static final Set<String> UTC =
      Set.of(
          "UTC",
          "GMT",
          "UCT",
          "Zulu",
          "Universal",
          "Greenwich",
          "Etc/UTC",
          "Etc/GMT",
          "Etc/UCT",
          "Etc/Zulu",
          "Etc/Universal",
          "Etc/Greenwich",
          "GMT0",
          "Etc/GMT0",
          "UTC0");

  /** The largest precision of times, which is also what none means. */
  private static final int TIME_PRECISION_MAX = 6;

  /**
   * Compares two types.
   *
   * @param fromCollation the old collation; empty for the type's own
   * @param toCollation the new one, likewise
   * @param timeZone the session's TimeZone
   */
  static TypeChange between(
      ColumnType from,
      ColumnType to,
      Optional<String> fromCollation,
      Optional<String> toCollation,
      String timeZone) {
    TypeChange change = between(from, to, timeZone);
    boolean collation = !fromCollation.equals(toCollation);
    return collation && change != REWRITE ? CATALOG_AND_INDEXES : change;
  }

  private static TypeChange between(ColumnType from, ColumnType to, String timeZone) {
    if (from.name().equals(to.name()) && from.modifiers().equals(to.modifiers())) {
      return NONE;
    }
    if (to.domain().isPresent() && to.domain().get().constrained()) {
      return REWRITE;
    }
    if (from.domain().isPresent() || to.domain().isPresent()) {
      TypeChange below = between(from.base(), to.base(), timeZone);
      return below == NONE ? CATALOG : below;
    }
    String names = from.name() + " -> " + to.name();
    return switch (names) {
      case "character varying -> text", "cidr -> inet" -> CATALOG;
      case "text -> character varying" -> to.modifiers().isEmpty() ? CATALOG : REWRITE;
      // Both have the same bytes, but operator classes of their own.
      case "bit -> bit varying" -> to.modifiers().isEmpty() ? CATALOG_AND_INDEXES : REWRITE;
      case "timestamp without time zone -> timestamp with time zone",
          "timestamp with time zone -> timestamp without time zone" ->
          // In between, the server forgets the old precision.
          UTC.contains(timeZone) && precision(to) == TIME_PRECISION_MAX
              ? CATALOG_AND_INDEXES
              : REWRITE;
      default -> from.name().equals(to.name()) && wider(from, to) ? CATALOG : REWRITE;
    };
  }

  /** Whether every value of the one type is a value of the other, which has the same name. */
  private static boolean wider(ColumnType from, ColumnType to) {
    return switch (from.name()) {
      case "character varying", "bit varying" -> widerLength(from.modifiers(), to.modifiers());
      case "numeric" -> widerNumeric(from.modifiers(), to.modifiers());
      case "time without time zone",
          "time with time zone",
          "timestamp without time zone",
          "timestamp with time zone",
          "interval" ->
          widerTime(from, to);
      default -> false;
    };
  }

  private static boolean widerLength(List<Integer> from, List<Integer> to) {
    return to.isEmpty() || (!from.isEmpty() && to.getFirst() >= from.getFirst());
  }

  private static boolean widerNumeric(List<Integer> from, List<Integer> to) {
    return to.isEmpty()
        || (!from.isEmpty() && to.get(0) >= from.get(0) && to.get(1).equals(from.get(1)));
  }

  private static boolean widerTime(ColumnType from, ColumnType to) {
    return precision(to) >= precision(from);
  }

  private static int precision(ColumnType type) {
    return type.modifiers().isEmpty()
        ? TIME_PRECISION_MAX
        : Math.min(TIME_PRECISION_MAX, type.modifiers().getFirst());
  }
}
