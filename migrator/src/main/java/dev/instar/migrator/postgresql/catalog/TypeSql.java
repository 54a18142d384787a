package dev.instar.migrator.postgresql.catalog;

import dev.instar.migrator.schema.ColumnType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns that say what a type is, for queries over {@code pg_type t}, and their way into the
 * model. {@code format_type} prints names qualified only while the search_path is pinned.
 */
final class TypeSql {
  /** To be joined to {@code pg_type t}: what is below a domain, and whether a level constrains. */
  static final String BELOW_DOMAIN =
      """
      LEFT JOIN LATERAL (
        WITH RECURSIVE chain AS (
          SELECT t.typbasetype AS base, t.typtypmod AS modifier, 1 AS depth,
                 t.typnotnull OR EXISTS (
                   SELECT FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid) AS constrained
          UNION ALL
          SELECT b.typbasetype, b.typtypmod, chain.depth + 1,
                 b.typnotnull OR EXISTS (
                   SELECT FROM pg_catalog.pg_constraint k WHERE k.contypid = b.oid)
          FROM chain JOIN pg_catalog.pg_type b ON b.oid = chain.base
          WHERE b.typtype = 'd')
        SELECT (pg_catalog.array_agg(base ORDER BY depth DESC))[1] AS base,
               (pg_catalog.array_agg(modifier ORDER BY depth DESC))[1] AS modifier,
               pg_catalog.bool_or(constrained) AS constrained
        FROM chain
      ) AS d ON t.typtype = 'd'
      """;

  /** What is to be selected. {@code %s} is the type's modifier. */
  static final String COLUMNS =
      """
      pg_catalog.format_type(t.oid, NULL) AS type_name,
      pg_catalog.format_type(t.oid, %s) AS type_text,
      pg_catalog.format_type(d.base, NULL) AS base_name,
      pg_catalog.format_type(d.base, d.modifier) AS base_text,
      coalesce(d.constrained, false) AS type_constrained,
      t.typtype = 'd' AND t.typdefault IS NOT NULL AS type_defaulted
      """;

  private static final Pattern MODIFIERS = Pattern.compile("\\((-?\\d+(?:,-?\\d+)*)\\)");

  private TypeSql() {}

  static ColumnType type(ResultSet row) throws SQLException {
    ColumnType plain = type(row.getString("type_name"), row.getString("type_text"));
    String base = row.getString("base_name");
    return base == null
        ? plain
        : new ColumnType(
            plain.name(),
            plain.modifiers(),
            Optional.of(
                new ColumnType.Domain(
                    type(base, row.getString("base_text")),
                    row.getBoolean("type_constrained"),
                    row.getBoolean("type_defaulted"))));
  }

  /** A type whose modifiers are not mere numbers keeps them in its name. */
  private static ColumnType type(String name, String text) {
    Matcher matcher = MODIFIERS.matcher(text);
    if (!matcher.find()) {
      return ColumnType.of(text.equals(name) ? name : text);
    }
    List<Integer> modifiers =
        Arrays.stream(matcher.group(1).split(",", -1)).map(Integer::valueOf).toList();
    ColumnType type = new ColumnType(name, modifiers, Optional.empty());
    return type.toString().equals(text) ? type : ColumnType.of(text);
  }
}
