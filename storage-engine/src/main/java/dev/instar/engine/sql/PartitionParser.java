package dev.instar.engine.sql;

import dev.instar.engine.sql.AlterTableAction.AttachPartition;
import dev.instar.engine.sql.AlterTableAction.DetachPartition;
import dev.instar.engine.sql.Token.Kind;
import java.util.List;

/** ATTACH and DETACH PARTITION, which stand alone in their ALTER TABLE. */
final class PartitionParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;

  PartitionParser(TokenStream tokens, NameParser names, ExpressionParser expressions) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
  }

  boolean comesNext() {
    return tokens.at("attach") || tokens.at("detach");
  }

  AlterTableAction action() {
    int start = tokens.mark();
    boolean attach = tokens.next().isWord("attach");
    tokens.expect("partition");
    QualifiedName partition = names.qualified("a partition");
    if (attach) {
      String bound = bound();
      return new AttachPartition(partition, bound, tokens.textSince(start));
    }
    List<String> mode = List.of();
    if (tokens.accept("concurrently")) {
      mode = List.of("CONCURRENTLY");
    } else if (tokens.accept("finalize")) {
      mode = List.of("FINALIZE");
    }
    return new DetachPartition(partition, mode, tokens.textSince(start));
  }

  private String bound() {
    int start = tokens.mark();
    if (tokens.accept("default")) {
      return tokens.textSince(start);
    }
    if (!tokens.at("for")) {
      throw tokens.unexpected("FOR VALUES or DEFAULT");
    }
    tokens.expect("for", "values");
    if (tokens.accept("with")) {
      hashBound();
    } else if (tokens.accept("in")) {
      values();
    } else if (tokens.accept("from")) {
      values();
      tokens.expect("to");
      values();
    } else {
      throw tokens.unexpected("IN, FROM or WITH");
    }
    return tokens.textSince(start);
  }

  private void values() {
    tokens.expectSymbol("(");
    expressions.list();
    tokens.expectSymbol(")");
  }

  private void hashBound() {
    tokens.expectSymbol("(");
    do {
      Token token = tokens.peek();
      if (!token.isWord("modulus") && !token.isWord("remainder")) {
        throw tokens.unexpected("MODULUS or REMAINDER");
      }
      tokens.next();
      tokens.expect(Kind.INTEGER, "a number");
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
  }
}
