package dev.instar.engine.sql;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Puts other names in the place of qualified ones, wherever they stand in a text: of {@code a.b.c}
 * in that of {@code a.b}. A string constant that is nothing but such a name, as {@code
 * nextval('a.b')} has it, is one too. What is not replaced stays as it is written. For one text.
 */
final class NameReplacement {
  private final SourceText source;
  private final Function<QualifiedName, Optional<QualifiedName>> names;
  private final StringBuilder replaced = new StringBuilder();
  private int copied;

  NameReplacement(String text, Function<QualifiedName, Optional<QualifiedName>> names) {
    this.source = new SourceText(text);
    this.names = names;
  }

  /**
   * @throws SqlSyntaxException for a text that is cut into no tokens
   */
  String run() {
    Lexer lexer = new Lexer(source);
    List<Token> chain = new ArrayList<>();
    boolean dotted = false;
    for (Token token = lexer.next(); token.kind() != Kind.END; token = lexer.next()) {
      if (token.isSymbol(".") && !chain.isEmpty()) {
        dotted = true;
        continue;
      }
      if (!dotted) {
        chain.clear();
      }
      if (token.isLabel()) {
        chain.add(token);
        if (chain.size() == 2) {
          pair(chain.getFirst(), chain.getLast());
        }
      } else {
        chain.clear();
        constant(token);
      }
      dotted = false;
    }
    return replaced.append(source.slice(copied, source.length())).toString();
  }

  private void pair(Token schema, Token name) {
    names
        .apply(QualifiedName.of(schema.value(), name.value()))
        .ifPresent(other -> put(schema.span().start(), name.span().end(), quoted(other)));
  }

  private void constant(Token token) {
    if (token.kind() == Kind.STRING) {
      name(token)
          .filter(name -> name.schema().isPresent())
          .flatMap(names)
          .ifPresent(
              other ->
                  put(
                      token.span().start(),
                      token.span().end(),
                      "'" + quoted(other).replace("'", "''") + "'"));
    }
  }

  private static Optional<QualifiedName> name(Token string) {
    try {
      return Optional.of(SqlParser.parseName(Literals.string(string.value())));
    } catch (SqlSyntaxException | SqlException e) {
      return Optional.empty();
    }
  }

  private void put(int start, int end, String text) {
    replaced.append(source.slice(copied, start)).append(text);
    copied = end;
  }

  private static String quoted(QualifiedName name) {
    return name.schema().map(schema -> quoted(schema) + ".").orElse("") + quoted(name.name());
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
