package dev.instar.migrator.postgresql.shadow;

import static dev.instar.migrator.schema.Identifiers.quote;

import dev.instar.migrator.postgresql.shape.ColumnMapping;
import dev.instar.migrator.postgresql.shape.GeneratedColumn;
import dev.instar.migrator.postgresql.shape.KeyColumn;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.shadow.ledger.KeyRange;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements of the pipeline for one shape. Pure text; every value is a parameter.
 *
 * <p>Keys come as parameters of type text, one per key column for a range's bound, one array per
 * key column for a set of keys, and are cast to the column's type on the server: a key's text is
 * what the server printed, so it reads back as the same value.
 *
 * <p>The source is {@code s}; the user's expressions are columns of it, so that no name of theirs
 * can meet a name of ours.
 */
final class ShadowSql {
  /** How many differing keys of one range a comparison names at most. */
  static final int MOST_DIFFERING = 100_000;

  private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");

  private final Shape shape;

  ShadowSql(Shape shape) {
    this.shape = shape;
  }

  /**
   * The key of the n-th row of a range of the source; only that row's is made into text.
   * Parameters: the bounds, then n - 1.
   */
  String bound(KeyRange range) {
    return "SELECT "
        + list(shape.key(), k -> sourceKey(k) + "::text")
        + " FROM (SELECT "
        + list(shape.key(), this::sourceKey)
        + " FROM ONLY "
        + shape.source().quoted()
        + " AS s"
        + sourceRange(range)
        + " ORDER BY "
        + list(shape.key(), this::sourceKey)
        + " OFFSET ? LIMIT 1) AS s";
  }

  /** Copies a range. Parameters: the bounds; with {@code pulled}, the key arrays after them. */
  String copy(KeyRange range, boolean pulled) {
    return insert() + rows(range, pulled);
  }

  /** Which rows of the source a chunk reads. Parameters as {@link #copy}'s. */
  String rows(KeyRange range, boolean pulled) {
    if (!pulled) {
      return sourceRange(range);
    }
    String inRange = condition(range, KeyColumn::sourceType, this::sourceKey);
    return " WHERE (" + inRange + ") OR " + sourceKeyIn();
  }

  /** Deletes keys from the shadow. Parameters: the key arrays. */
  String delete() {
    return "DELETE FROM " + shape.shadow().quoted() + " WHERE " + shadowKeyIn();
  }

  /** Inserts keys as the source has them. Parameters: the key arrays, then the bounds of within. */
  String reread(KeyRange within) {
    return insert() + rows(within);
  }

  /** Which rows of the source a batch reads. Parameters as {@link #reread}'s. */
  String rows(KeyRange within) {
    String restriction = condition(within, KeyColumn::sourceType, this::sourceKey);
    return " WHERE " + keysToReread() + " AND (" + restriction + ")";
  }

  /**
   * Where the shadow takes two keys of the source for one, all source rows of the shadow's key are
   * read again, because the deletion took them all (I3).
   */
  private String keysToReread() {
    if (!shape.keyEqualityCoarser()) {
      return sourceKeyIn();
    }
    return "("
        + list(shape.key(), k -> k.shadowExpression("s"))
        + ") IN ("
        + transformedKeys()
        + ")";
  }

  /**
   * Compares a range in one snapshot: how many rows of the source there are, and the keys whose
   * rows differ between the transformed source and the shadow, at most {@value #MOST_DIFFERING}.
   * Parameters: the source's bounds, then the shadow's.
   */
  String compare(KeyRange range) {
    return comparison(sourceRange(range), shadowRange(range));
  }

  /** As {@link #compare}, for a set of keys. Parameters: the key arrays twice. */
  String compareKeys() {
    return comparison(" WHERE " + keysToReread(), " WHERE " + shadowKeyIn());
  }

  private String comparison(String sourceWhere, String shadowWhere) {
    RowComparison rows = RowComparison.of(shape);
    return "SELECT count(s."
        + keyOf(shape.key().getFirst())
        + "), (array_agg(ARRAY["
        + list(shape.key(), this::keyOfEither)
        + "]) FILTER (WHERE "
        + rows.differ("s", "t")
        + "))[1:"
        + MOST_DIFFERING
        + "] FROM ("
        + transformedSource(sourceWhere)
        + ") AS s FULL JOIN (SELECT "
        + list(rows.columns(), c -> quote(c))
        + " FROM "
        + shape.shadow().quoted()
        + shadowWhere
        + ") AS t ON "
        + shape.key().stream()
            .map(
                k -> "s." + (isInteger(k) ? keyOf(k) : quote(k.name())) + " = t." + quote(k.name()))
            .collect(Collectors.joining(" AND "));
  }

  /**
   * The server compares integers of different sizes as they are, and in the order of both indexes,
   * so that it can merge them; a cast would have to be sorted or hashed first.
   */
  private static boolean isInteger(KeyColumn key) {
    return INTEGERS.contains(key.sourceType()) && INTEGERS.contains(key.shadowType());
  }

  /** The source as the shadow should hold it, with its own key beside it, see {@link #keyOf}. */
  String transformedSource(String where) {
    String rows =
        "SELECT "
            + list(shape.key(), k -> sourceKey(k) + " AS " + keyOf(k))
            + ", "
            + list(shape.columns(), c -> c.verifyExpression() + " AS " + quote(c.column()))
            + " FROM "
            + shape.sourceRelation()
            + where;
    if (generated().isEmpty()) {
      return rows;
    }
    return "SELECT *, "
        + list(
            generated(),
            g -> "CAST(" + g.expression() + " AS " + g.shadowType() + ") AS " + quote(g.column()))
        + " FROM ("
        + rows
        + ") AS "
        + quote(shape.source().name());
  }

  private List<GeneratedColumn> generated() {
    return RowComparison.stored(shape);
  }

  /** What the source's own key is called in {@link #transformedSource}. */
  static String keyOf(KeyColumn key) {
    return quote("key " + key.name());
  }

  private String keyOfEither(KeyColumn key) {
    return "coalesce(s." + keyOf(key) + "::text, t." + quote(key.name()) + "::text)";
  }

  private String insert() {
    return "INSERT INTO "
        + shape.shadow().quoted()
        + " ("
        + list(shape.columns(), c -> quote(c.column()))
        + ")"
        + (shape.overridingSystemValue() ? " OVERRIDING SYSTEM VALUE" : "")
        + " SELECT "
        + list(shape.columns(), ColumnMapping::sourceExpression)
        + " FROM "
        + shape.sourceRelation();
  }

  private String sourceKey(KeyColumn k) {
    return "s." + quote(k.name());
  }

  private String sourceRange(KeyRange range) {
    return where(condition(range, KeyColumn::sourceType, this::sourceKey));
  }

  private String shadowRange(KeyRange range) {
    return where(condition(range, KeyColumn::shadowType, k -> quote(k.name())));
  }

  private static String where(String condition) {
    return condition.equals("true") ? "" : " WHERE " + condition;
  }

  /** Row comparison, which an index on the key answers. */
  private String condition(
      KeyRange range, Function<KeyColumn, String> type, Function<KeyColumn, String> column) {
    String columns = "(" + list(shape.key(), column) + ")";
    String bound = "(" + list(shape.key(), k -> "CAST(? AS " + type.apply(k) + ")") + ")";
    String lower = range.lower().isPresent() ? columns + " > " + bound : "";
    String upper = range.upper().isPresent() ? columns + " <= " + bound : "";
    if (lower.isEmpty() && upper.isEmpty()) {
      return "true";
    }
    return lower + (lower.isEmpty() || upper.isEmpty() ? "" : " AND ") + upper;
  }

  private String sourceKeyIn() {
    return "(" + list(shape.key(), this::sourceKey) + ") IN (" + keys() + ")";
  }

  private String shadowKeyIn() {
    return "(" + list(shape.key(), k -> quote(k.name())) + ") IN (" + transformedKeys() + ")";
  }

  /** The keys of the parameters, with the source's types, under the source's column names. */
  private String keys() {
    String numbered = numbered(i -> "u.k" + i);
    int[] i = {0};
    return "SELECT "
        + list(
            shape.key(),
            k -> "CAST(u.k" + i[0]++ + " AS " + k.sourceType() + ") AS " + quote(k.name()))
        + " FROM unnest("
        + numbered(n -> "CAST(? AS text[])")
        + ") AS u("
        + numbered.replace("u.", "")
        + ")";
  }

  /** The keys of the parameters as the shadow has them. Parameters: the key arrays. */
  String transformedKeys() {
    return "SELECT "
        + list(shape.key(), k -> k.shadowExpression("keys"))
        + " FROM ("
        + keys()
        + ") AS keys";
  }

  private String numbered(Function<Integer, String> each) {
    return IntStream.range(0, shape.key().size())
        .mapToObj(each::apply)
        .collect(Collectors.joining(", "));
  }

  private static <T> String list(List<T> items, Function<T, String> each) {
    return items.stream().map(each).collect(Collectors.joining(", "));
  }
}
