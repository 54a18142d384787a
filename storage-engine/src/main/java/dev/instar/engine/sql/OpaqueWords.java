package dev.instar.engine.sql;

import java.util.Locale;
import java.util.Optional;

/**
 * What a look at the words of a statement tells: what it is called, and which relations it names.
 */
final class OpaqueWords {
  private final TokenStream tokens;
  private final NameParser names;
  private final int start;

  /** For the statement that comes next. */
  OpaqueWords(TokenStream tokens, NameParser names) {
    this.tokens = tokens;
    this.names = names;
    this.start = tokens.mark();
  }

  /** What the statement is called; empty where no statement begins like this. */
  Optional<String> tag() {
    try {
      if (tokens.atSymbol("(")) {
        return Optional.of("SELECT");
      }
      if (!tokens.atAnyOf("create", "alter", "drop")) {
        return Optional.of(tokens.peek())
            .filter(t -> t.kind() == Token.Kind.WORD)
            .map(t -> t.value().toUpperCase(Locale.ROOT));
      }
      String verb = tokens.next().value();
      if (verb.equals("create")) {
        UnsupportedStatements.skipModifiers(tokens);
        tokens.accept("unique");
      }
      return object().map(object -> verb.toUpperCase(Locale.ROOT) + " " + object);
    } finally {
      tokens.goBackTo(start);
    }
  }

  private Optional<String> object() {
    Optional<String> other = UnsupportedStatements.object(tokens);
    if (other.isPresent()) {
      return other;
    }
    if (tokens.atAnyOf("user", "group")) {
      return Optional.of("ROLE");
    }
    for (ObjectKind kind : ObjectKind.values()) {
      if (tokens.at(kind.word())) {
        return Optional.of(kind.word().toUpperCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  /** The relation whose name stands behind the next token. */
  Optional<QualifiedName> relation() {
    if (!introduces()) {
      return Optional.empty();
    }
    int mark = tokens.mark();
    try {
      tokens.next();
      if (!tokens.accept("if", "not", "exists")) {
        tokens.accept("if", "exists");
      }
      tokens.accept("only");
      return tokens.peek().isColumnName() ? Optional.of(name()) : Optional.empty();
    } finally {
      tokens.goBackTo(mark);
    }
  }

  private QualifiedName name() {
    String first = names.columnName("a name");
    if (!tokens.acceptSymbol(".")) {
      return QualifiedName.of(first);
    }
    String second = names.label("a name");
    // Of database.schema.name the last two.
    return tokens.acceptSymbol(".")
        ? QualifiedName.of(second, names.label("a name"))
        : QualifiedName.of(first, second);
  }

  private boolean introduces() {
    if (tokens.atAnyOf("table", "view", "index", "sequence", "into", "only")) {
      return true;
    }
    if (tokens.at("update")) {
      return !tokens.movedSince(start);
    }
    boolean create = tokens.wasAt(start, "create");
    boolean second = tokens.wasAt(start, "comment") && tokens.movedSince(start + 1);
    return tokens.at("on") ? create || second : tokens.at("from") && tokens.wasAt(start, "delete");
  }
}
