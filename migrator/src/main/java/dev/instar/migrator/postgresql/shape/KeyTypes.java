package dev.instar.migrator.postgresql.shape;

import java.util.Map;
import java.util.Set;

/** What a change of a key column's type by a cast alone does to the order and equality of keys. */
final class KeyTypes {
  /** Under which order and equality stay what they were, if the collation does. */
  private static final Map<String, Set<String>> ORDER_PRESERVING =
      Map.of(
          "smallint", Set.of("integer", "bigint", "numeric"),
          "integer", Set.of("bigint", "numeric"),
          "bigint", Set.of("numeric"),
          "real", Set.of("double precision"),
          "character varying", Set.of("text", "character varying"),
          "text", Set.of("character varying"),
          "date", Set.of("timestamp without time zone"),
          "cidr", Set.of("inet"));

  /** Under which different values at least stay different. */
  private static final Map<String, Set<String>> INJECTIVE =
      Map.of(
          "smallint", Set.of("text", "character varying"),
          "integer", Set.of("text", "character varying"),
          "bigint", Set.of("text", "character varying"),
          "uuid", Set.of("text", "character varying"));

  /** Whose modifiers cut values off rather than change them: too long a text is an error. */
  private static final Set<String> TEXT = Set.of("character varying", "text");

  private KeyTypes() {}

  /** Whether two source values stand to each other as their shadow values do. */
  static boolean orderPreserved(ShadowColumn source, ShadowColumn shadow) {
    boolean widened =
        maps(ORDER_PRESERVING, source, shadow)
            && (!shadow.modified() || TEXT.contains(shadow.typeName()));
    return (source.type().equals(shadow.type()) || widened)
        && source.collation().equals(shadow.collation());
  }

  /** Whether two different source values are different shadow values. */
  static boolean equalityPreserved(ShadowColumn source, ShadowColumn shadow) {
    boolean sameText = TEXT.contains(source.typeName()) && TEXT.contains(shadow.typeName());
    boolean bytesDecide =
        shadow.deterministic()
            && (sameText || source.type().equals(shadow.type()) || maps(INJECTIVE, source, shadow));
    return orderPreserved(source, shadow) || bytesDecide;
  }

  private static boolean maps(
      Map<String, Set<String>> types, ShadowColumn source, ShadowColumn shadow) {
    return types.getOrDefault(source.typeName(), Set.of()).contains(shadow.typeName());
  }
}
