package dev.instar.engine.sql;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of {@code pg_type} that {@code format_type} prints in another way. */
final class TypeSpellings {
  private static final Map<String, String> BY_CATALOG_NAME =
      Map.ofEntries(
          Map.entry("int2", "smallint"),
          Map.entry("int4", "integer"),
          Map.entry("int8", "bigint"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double precision"),
          Map.entry("bool", "boolean"),
          Map.entry("varchar", "character varying"),
          Map.entry("varbit", "bit varying"),
          Map.entry("time", "time without time zone"),
          Map.entry("timetz", "time with time zone"),
          Map.entry("timestamp", "timestamp without time zone"),
          Map.entry("timestamptz", "timestamp with time zone"));

  /** No types, but ADD COLUMN and CREATE TABLE take them; only without a schema. */
  private static final Map<String, String> SERIALS =
      Map.of(
          "serial", "serial",
          "serial4", "serial",
          "bigserial", "bigserial",
          "serial8", "bigserial",
          "smallserial", "smallserial",
          "serial2", "smallserial");

  /** Spelled by the grammar only: in double quotes they are names of a user's types. */
  private static final Set<String> ONLY_IN_GRAMMAR =
      Set.of(
          "smallint",
          "integer",
          "int",
          "bigint",
          "real",
          "double precision",
          "boolean",
          "decimal",
          "dec",
          "float",
          "character",
          "character varying",
          "bit varying",
          "time without time zone",
          "time with time zone",
          "timestamp without time zone",
          "timestamp with time zone");

  /** Types of extensions, which are never in the catalog's own schema. */
  private static final Set<String> OF_EXTENSIONS = Set.of("citext", "_citext");

  private static final String CATALOG_SCHEMA = "pg_catalog";

  private TypeSpellings() {}

  /**
   * The name as {@code format_type} prints it.
   *
   * @param written the type's name, folded
   * @param quoted whether it stood in double quotes
   * @param modified whether modifiers follow
   */
  static QualifiedName canonical(QualifiedName written, boolean quoted, boolean modified) {
    String name = written.name();
    if (written.schema().isPresent() && !written.schema().get().equals(CATALOG_SCHEMA)) {
      return written;
    }
    if (written.schema().isEmpty() && SERIALS.containsKey(name)) {
      return QualifiedName.of(SERIALS.get(name));
    }
    if (SERIALS.containsKey(name) || OF_EXTENSIONS.contains(name)) {
      return written;
    }
    // The one-byte type is always in quotes, to tell it from the type of SQL.
    if (name.equals("char") && (quoted || written.schema().isPresent())) {
      return QualifiedName.of("\"char\"");
    }
    if (quoted && ONLY_IN_GRAMMAR.contains(name)) {
      return new QualifiedName(written.schema(), '"' + name + '"');
    }
    // Without a length bpchar is unlimited and keeps its name; with one it is character(n).
    if (name.equals("bpchar") && modified) {
      return QualifiedName.of("character");
    }
    return QualifiedName.of(Optional.ofNullable(BY_CATALOG_NAME.get(name)).orElse(name));
  }
}
