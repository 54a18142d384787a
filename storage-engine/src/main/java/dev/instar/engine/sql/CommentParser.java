package dev.instar.engine.sql;

import dev.instar.engine.sql.Alteration.CommentTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** COMMENT ON. */
final class CommentParser {
  /** What PostgreSQL can comment on, too. */
  private static final List<String> OTHERS =
      List.of(
          "access",
          "aggregate",
          "cast",
          "collation",
          "conversion",
          "event",
          "foreign",
          "function",
          "language",
          "large",
          "materialized",
          "operator",
          "policy",
          "procedural",
          "procedure",
          "routine",
          "rule",
          "server",
          "statistics",
          "subscription",
          "tablespace",
          "text",
          "transform",
          "trigger");

  private final TokenStream tokens;
  private final NameParser names;
  private final ValueParser values;
  private final ObjectNameParser objects;

  CommentParser(TokenStream tokens, NameParser names, ObjectNameParser objects) {
    this.tokens = tokens;
    this.names = names;
    this.values = new ValueParser(tokens);
    this.objects = objects;
  }

  Statement comment() {
    tokens.expect("comment", "on");
    CommentTarget target = target();
    tokens.expect("is");
    return new Alteration.Comment(
        target, tokens.accept("null") ? Optional.empty() : Optional.of(values.string("a comment")));
  }

  private CommentTarget target() {
    if (tokens.accept("column")) {
      return column();
    }
    if (tokens.accept("constraint")) {
      return constraint();
    }
    for (ObjectKind kind : ObjectKind.values()) {
      if (objects.comesNext(kind)) {
        objects.expect(kind);
        QualifiedName name =
            kind == ObjectKind.ROLE
                ? QualifiedName.of(names.columnName("a role"))
                : objects.name(kind);
        return new CommentTarget.Named(kind, name);
      }
    }
    for (String word : OTHERS) {
      if (tokens.at(word)) {
        throw tokens.unsupported(
            tokens.peek(), "COMMENT ON " + word.toUpperCase(Locale.ROOT) + " is not supported");
      }
    }
    throw tokens.unexpected("what to comment on");
  }

  private CommentTarget column() {
    Token first = tokens.peek();
    List<String> parts = new ArrayList<>();
    parts.add(names.columnName("a column"));
    while (tokens.acceptSymbol(".")) {
      parts.add(names.label("a column"));
    }
    if (parts.size() < 2 || parts.size() > 3) {
      throw tokens.unsupported(
          first, "a column is named here as table.column or schema.table.column");
    }
    QualifiedName table =
        parts.size() == 2
            ? QualifiedName.of(parts.getFirst())
            : QualifiedName.of(parts.getFirst(), parts.get(1));
    return new CommentTarget.Column(table, parts.getLast());
  }

  private CommentTarget constraint() {
    String name = names.columnName("a constraint");
    tokens.expect("on");
    // A table may be called domain.
    boolean domain = tokens.at("domain") && tokens.peek(1).isColumnName();
    if (domain) {
      tokens.next();
    }
    return new CommentTarget.Constraint(name, domain, names.qualified("a table"));
  }
}
