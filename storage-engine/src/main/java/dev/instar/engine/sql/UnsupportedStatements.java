package dev.instar.engine.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The statements that PostgreSQL has and this parser does not take, by their first words. */
final class UnsupportedStatements {
  private static final Set<String> ALONE =
      Set.of(
          "call",
          "cluster",
          "import",
          "listen",
          "load",
          "merge",
          "notify",
          "reassign",
          "refresh",
          "security",
          "unlisten");

  /** What CREATE, ALTER and DROP are followed by, longer ones before their beginnings. */
  private static final List<List<String>> OBJECTS =
      List.of(
          List.of("access", "method"),
          List.of("aggregate"),
          List.of("cast"),
          List.of("collation"),
          List.of("constraint", "trigger"),
          List.of("conversion"),
          List.of("default", "conversion"),
          List.of("default", "privileges"),
          List.of("event", "trigger"),
          List.of("foreign", "data", "wrapper"),
          List.of("foreign", "table"),
          List.of("function"),
          List.of("language"),
          List.of("large", "object"),
          List.of("materialized", "view"),
          List.of("operator", "class"),
          List.of("operator", "family"),
          List.of("operator"),
          List.of("owned", "by"),
          List.of("policy"),
          List.of("procedural", "language"),
          List.of("procedure"),
          List.of("recursive", "view"),
          List.of("routine"),
          List.of("rule"),
          List.of("server"),
          List.of("statistics"),
          List.of("subscription"),
          List.of("system"),
          List.of("tablespace"),
          List.of("text", "search", "configuration"),
          List.of("text", "search", "dictionary"),
          List.of("text", "search", "parser"),
          List.of("text", "search", "template"),
          List.of("transform"),
          List.of("trigger"),
          List.of("trusted", "language"),
          List.of("trusted", "procedural", "language"),
          List.of("user", "mapping"));

  private UnsupportedStatements() {}

  /**
   * The error for the statement that comes next: a known one is unsupported, others are malformed.
   */
  static SqlSyntaxException error(TokenStream tokens) {
    Token first = tokens.peek();
    for (String word : ALONE) {
      if (first.isWord(word)) {
        return unsupported(tokens, first, word.toUpperCase(Locale.ROOT));
      }
    }
    if (!tokens.atAnyOf("create", "alter", "drop")) {
      return tokens.malformed(first, "no statement begins like this");
    }
    String verb = tokens.next().value();
    if (verb.equals("create")) {
      skipModifiers(tokens);
    }
    Optional<String> object = object(tokens);
    return object
        .map(name -> unsupported(tokens, first, verb.toUpperCase(Locale.ROOT) + " " + name))
        .orElseGet(() -> tokens.unexpected("what to " + verb));
  }

  private static SqlSyntaxException unsupported(TokenStream tokens, Token first, String statement) {
    return tokens.unsupported(first, statement + " is not supported");
  }

  /** Skips what may stand between CREATE and the kind of object. */
  static void skipModifiers(TokenStream tokens) {
    tokens.accept("or", "replace");
    if (!tokens.accept("global")) {
      tokens.accept("local");
    }
    if (!tokens.accept("temporary") && !tokens.accept("temp")) {
      tokens.accept("unlogged");
    }
  }

  /** The kind of object that comes next, in upper case. */
  static Optional<String> object(TokenStream tokens) {
    return OBJECTS.stream()
        .filter(words -> tokens.at(words.toArray(String[]::new)))
        .findFirst()
        .map(words -> String.join(" ", words).toUpperCase(Locale.ROOT));
  }
}
