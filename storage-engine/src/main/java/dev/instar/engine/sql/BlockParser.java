package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;

/**
 * DO, as far as its block is a list of statements:
 *
 * <pre>
 *   DO [LANGUAGE plpgsql] $$ BEGIN {EXECUTE 'statement';} END [;] $$ [LANGUAGE plpgsql]
 * </pre>
 *
 * What else PL/pgSQL has is refused. Of one thread.
 */
final class BlockParser {
  private final TokenStream tokens;

  BlockParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  Statement parse() {
    tokens.expect("do");
    language();
    Token body = tokens.expect(Token.Kind.STRING, "a string");
    language();
    return new SessionCommand.Do(statements(body));
  }

  private void language() {
    if (tokens.accept("language")) {
      Token name = tokens.next();
      if (!name.value().equals("plpgsql")) {
        throw tokens.unsupported(name, "DO in a language other than plpgsql");
      }
    }
  }

  private List<SessionCommand.Do.Execute> statements(Token body) {
    String text = Literals.string(body.value());
    TokenStream block = new TokenStream(new SourceText(text));
    List<SessionCommand.Do.Execute> statements = new ArrayList<>();
    if (!block.accept("begin")) {
      throw notPlain(body);
    }
    while (!block.accept("end")) {
      int line = line(text, block.here().offset());
      if (!block.accept("execute") || block.peek().kind() != Token.Kind.STRING) {
        throw notPlain(body);
      }
      String statement = Literals.string(block.next().value());
      statements.add(new SessionCommand.Do.Execute(statement, line));
      if (!block.acceptSymbol(";")) {
        throw notPlain(body);
      }
    }
    block.acceptSymbol(";");
    if (!block.atEnd()) {
      throw notPlain(body);
    }
    return statements;
  }

  private static int line(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  private SqlSyntaxException notPlain(Token body) {
    return tokens.unsupported(body, "DO with anything but EXECUTE of a constant");
  }
}
