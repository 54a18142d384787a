package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** PREPARE, EXECUTE and DEALLOCATE. */
final class PreparedParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;

  PreparedParser(TokenStream tokens, NameParser names, ExpressionParser expressions) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
  }

  Statement prepare() {
    tokens.expect("prepare");
    if (tokens.at("transaction") && tokens.peek(1).kind() == Token.Kind.STRING) {
      throw tokens.unsupported(tokens.peek(), "two-phase commit is not supported");
    }
    String name = names.columnName("a name for the statement");
    List<TypeName> types = new ArrayList<>();
    if (tokens.acceptSymbol("(")) {
      do {
        types.add(expressions.types().type());
      } while (tokens.acceptSymbol(","));
      tokens.expectSymbol(")");
    }
    tokens.expect("as");
    int start = tokens.mark();
    Statement statement = expressions.queries().queryOrModification(false);
    return new PreparedCommand.Prepare(name, types, statement, tokens.textSince(start));
  }

  Statement execute() {
    tokens.expect("execute");
    String name = names.columnName("a prepared statement");
    List<Expression> arguments = List.of();
    if (tokens.acceptSymbol("(")) {
      arguments = expressions.roots();
      tokens.expectSymbol(")");
    }
    return new PreparedCommand.Execute(name, arguments);
  }

  Statement deallocate() {
    tokens.expect("deallocate");
    if (tokens.at("prepare") && (tokens.peek(1).isColumnName() || tokens.peek(1).isWord("all"))) {
      tokens.next();
    }
    return new PreparedCommand.Deallocate(
        tokens.accept("all")
            ? Optional.empty()
            : Optional.of(names.columnName("a prepared statement")));
  }
}
