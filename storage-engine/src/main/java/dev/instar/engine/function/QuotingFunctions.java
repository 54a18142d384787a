package dev.instar.engine.function;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text as it would stand in a statement. */
public final class QuotingFunctions {
  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

  /** The key words that may not stand as any name. */
  private static final Set<String> KEYWORDS =
      Catalog.lines("keywords.tsv").stream()
          .map(columns -> columns[0])
          .collect(Collectors.toUnmodifiableSet());

  private QuotingFunctions() {}

  static void register(Registry registry) {
    registry.add("quote_ident", (a, c) -> identifier(Texts.of(a[0])));
    registry.add("quote_literal", (a, c) -> literal(Texts.of(a[0])));
    registry.add(
        "sql.quote_literal", (a, c) -> literal(Texts.text(c.argument(0), a[0], c.session())));
    registry.add("quote_nullable", (a, c) -> a[0] == null ? "NULL" : literal(Texts.of(a[0])));
    registry.add(
        "sql.quote_nullable",
        (a, c) -> a[0] == null ? "NULL" : literal(Texts.text(c.argument(0), a[0], c.session())));
  }

  /** quote_ident. */
  public static String identifier(String name) {
    return PLAIN.matcher(name).matches() && !KEYWORDS.contains(name)
        ? name
        : "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** quote_literal. */
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''").replace("\\", "\\\\") + "'";
    return text.indexOf('\\') >= 0 ? "E" + quoted : quoted;
  }
}
