package dev.instar.migrator.postgresql.shadow;

import static dev.instar.migrator.schema.Identifiers.quote;

import dev.instar.migrator.postgresql.shape.Shape;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The questions asked after a unique index or an exclusion constraint of the shadow refused rows
 * (I4). Pure text. {@code rows} is a WHERE clause that selects the rows of the source being
 * written.
 */
final class CollisionSql {
  /** How many keys are pulled into a batch at once at most. */
  static final int MOST_KEYS = 10_000;

  /** How many rows a message names. */
  static final int MOST_NAMED = 5;

  /**
   * What makes two rows collide.
   *
   * @param name the index
   * @param expressions its keys, over the shadow's columns
   * @param operators for each key the operator that holds between colliding rows, qualified
   * @param predicate of a partial index
   * @param nullsCollide whether it is NULLS NOT DISTINCT (15)
   * @param serving for an exclusion constraint, what makes its index without it: operators that no
   *     join can hash or sort are answered by that alone
   */
  record Index(
      String name,
      List<String> expressions,
      List<String> operators,
      Optional<String> predicate,
      boolean nullsCollide,
      Optional<String> serving) {}

  private final Shape shape;
  private final ShadowSql sql;
  private final Index index;

  CollisionSql(Shape shape, ShadowSql sql, Index index) {
    this.shape = shape;
    this.sql = sql;
    this.index = index;
  }

  /**
   * The keys, as the source spells them, of rows in the shadow that stand in the way of {@code
   * rows}. Parameters: those of {@code rows}, then the arrays of the keys whose rows are deleted
   * first.
   */
  String inTheWay(String rows) {
    return "SELECT DISTINCT "
        + keys(i -> "CAST(t." + k(i) + " AS " + shape.key().get(i).sourceType() + ")::text")
        + " FROM ("
        + transformed(rows)
        + ") AS w JOIN ("
        + shadow()
        + ") AS t ON "
        + collide("w", "t")
        + " WHERE ("
        + keys(i -> "w." + k(i))
        + ") <> ("
        + keys(i -> "t." + k(i))
        + ") AND ("
        + keys(i -> "t." + k(i))
        + ") NOT IN ("
        + sql.transformedKeys()
        + ") LIMIT "
        + MOST_KEYS;
  }

  /** Pairs of keys of the source whose transformed rows collide, with what they collide on. */
  String duplicates(String rows) {
    return "WITH w AS MATERIALIZED ("
        + transformed(rows)
        + ") SELECT "
        + keys(i -> "a." + text(i))
        + ", "
        + keys(i -> "b." + text(i))
        + ", concat_ws(', ', "
        + expressions(i -> "a." + e(i) + "::text")
        + ") FROM w AS a JOIN w AS b ON "
        + collide("a", "b")
        + " WHERE ("
        + keys(i -> "a." + text(i))
        + ") < ("
        + keys(i -> "b." + text(i))
        + ") LIMIT "
        + MOST_NAMED;
  }

  /** The keys, as the source spells them, of rows of the shadow that collide with each other. */
  String withinShadow() {
    return "SELECT DISTINCT "
        + keys(i -> "CAST(a." + k(i) + " AS " + shape.key().get(i).sourceType() + ")::text")
        + " FROM ("
        + shadow()
        + ") AS a JOIN ("
        + shadow()
        + ") AS b ON "
        + collide("a", "b")
        + " WHERE ("
        + keys(i -> "a." + k(i))
        + ") <> ("
        + keys(i -> "b." + k(i))
        + ") LIMIT "
        + MOST_KEYS;
  }

  private String transformed(String rows) {
    return "SELECT "
        + keys(i -> ShadowSql.keyOf(shape.key().get(i)) + "::text AS " + text(i))
        + ", "
        + columns()
        + " FROM ("
        + sql.transformedSource(rows)
        + ") AS "
        + quote(shape.source().name())
        + predicate();
  }

  private String shadow() {
    return "SELECT " + columns() + " FROM " + shape.shadow().quoted() + predicate();
  }

  private String columns() {
    return keys(i -> quote(shape.key().get(i).name()) + " AS " + k(i))
        + ", "
        + expressions(i -> "(" + index.expressions().get(i) + ") AS " + e(i));
  }

  private String predicate() {
    return index.predicate().map(p -> " WHERE " + p).orElse("");
  }

  private String collide(String left, String right) {
    return IntStream.range(0, index.expressions().size())
        .mapToObj(i -> collide(left + "." + e(i), index.operators().get(i), right + "." + e(i)))
        .collect(Collectors.joining(" AND "));
  }

  private String collide(String left, String operator, String right) {
    String values = left + " " + operator + " " + right;
    return index.nullsCollide()
        ? "(" + values + " OR " + left + " IS NULL AND " + right + " IS NULL)"
        : values;
  }

  private String keys(IntFunction<String> each) {
    return IntStream.range(0, shape.key().size()).mapToObj(each).collect(Collectors.joining(", "));
  }

  private String expressions(IntFunction<String> each) {
    return IntStream.range(0, index.expressions().size())
        .mapToObj(each)
        .collect(Collectors.joining(", "));
  }

  private static String k(int i) {
    return quote("k " + i);
  }

  private static String e(int i) {
    return quote("e " + i);
  }

  private static String text(int i) {
    return quote("text " + i);
  }
}
