package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.TypeName;
import dev.instar.migrator.schema.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** From a type as written to the type as the catalog has it. */
final class Types {
  /**
   * What {@code format_type} prints for the server's own types; any other name is looked up there.
   */
  private static final Set<String> BUILT_IN =
      Set.of(
          "bigint",
          "bit",
          "bit varying",
          "boolean",
          "box",
          "bpchar",
          "bytea",
          "\"char\"",
          "character",
          "character varying",
          "cidr",
          "circle",
          "date",
          "datemultirange",
          "daterange",
          "double precision",
          "inet",
          "int4multirange",
          "int4range",
          "int8multirange",
          "int8range",
          "integer",
          "interval",
          "json",
          "jsonb",
          "jsonpath",
          "line",
          "lseg",
          "macaddr",
          "macaddr8",
          "money",
          "name",
          "numeric",
          "nummultirange",
          "numrange",
          "oid",
          "path",
          "pg_lsn",
          "pg_snapshot",
          "point",
          "polygon",
          "real",
          "regclass",
          "regtype",
          "smallint",
          "text",
          "tid",
          "time with time zone",
          "time without time zone",
          "timestamp with time zone",
          "timestamp without time zone",
          "tsmultirange",
          "tsquery",
          "tsrange",
          "tstzmultirange",
          "tstzrange",
          "tsvector",
          "uuid",
          "xid",
          "xid8",
          "xml");

  private Types() {}

  /** Whether the name means the same on every server, so that nobody has to be asked. */
  static boolean builtIn(TypeName type) {
    return type.name().schema().isEmpty() && BUILT_IN.contains(type.name().name());
  }

  /** The sequence type of {@code serial} and its kind; empty for real types. */
  static Optional<String> serial(TypeName type) {
    if (type.name().schema().isPresent()) {
      return Optional.empty();
    }
    return switch (type.name().name()) {
      case "serial" -> Optional.of("integer");
      case "bigserial" -> Optional.of("bigint");
      case "smallserial" -> Optional.of("smallint");
      default -> Optional.empty();
    };
  }

  static ColumnType resolve(StatementDraft draft, TypeName type) {
    Optional<String> serial = serial(type);
    if (serial.isPresent()) {
      return ColumnType.of(serial.get());
    }
    ColumnType found =
        builtIn(type)
            ? ColumnType.of(type.name().name())
            : Optional.ofNullable(draft.facts().types().get(Targets.words(type.name())))
                .or(
                    () ->
                        Optional.of(ColumnType.of(Targets.words(type.name())))
                            .filter(t -> draft.facts().partial()))
                .orElseThrow(() -> draft.missing("type " + Targets.words(type.name())));
    String name = found.name() + (type.arrayDimensions() > 0 ? "[]" : "");
    if (type.name().name().equals("interval") && hasFields(type)) {
      return ColumnType.of(type.text().toLowerCase(Locale.ROOT));
    }
    return new ColumnType(
        name, modifiers(type), type.arrayDimensions() > 0 ? Optional.empty() : found.domain());
  }

  private static boolean hasFields(TypeName type) {
    String text = type.text().toLowerCase(Locale.ROOT);
    return List.of("year", "month", "day", "hour", "minute", "second").stream()
        .anyMatch(text::contains);
  }

  private static List<Integer> modifiers(TypeName type) {
    List<Integer> numbers = new ArrayList<>();
    for (String modifier : type.modifiers()) {
      if (!modifier.matches("-?[0-9]{1,9}")) {
        return List.of();
      }
      numbers.add(Integer.valueOf(modifier));
    }
    String name = type.name().name();
    if (numbers.isEmpty() && (name.equals("bit") || name.equals("character"))) {
      return List.of(1);
    }
    if (numbers.size() == 1 && name.equals("numeric")) {
      return List.of(numbers.getFirst(), 0);
    }
    return numbers;
  }
}
