package dev.instar.engine.sql;

import dev.instar.engine.sql.AlterTableAction.AttachPartition;
import dev.instar.engine.sql.AlterTableAction.DetachPartition;
import dev.instar.engine.sql.PartitionBound.End;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

  /** {@code FOR VALUES … | DEFAULT}, as written. */
  String bound() {
    int start = tokens.mark();
    boundTree();
    return tokens.textSince(start);
  }

  /** The same as a tree. */
  PartitionBound boundTree() {
    if (tokens.accept("default")) {
      return new PartitionBound.Default();
    }
    if (!tokens.at("for")) {
      throw tokens.unexpected("FOR VALUES or DEFAULT");
    }
    tokens.expect("for", "values");
    if (tokens.accept("with")) {
      return hashBound();
    }
    if (tokens.accept("in")) {
      return new PartitionBound.In(values());
    }
    if (tokens.accept("from")) {
      List<SqlFragment> from = values();
      tokens.expect("to");
      return new PartitionBound.Range(ends(from), ends(values()));
    }
    throw tokens.unexpected("IN, FROM or WITH");
  }

  private List<SqlFragment> values() {
    tokens.expectSymbol("(");
    List<SqlFragment> values = new ArrayList<>();
    do {
      values.add(expressions.fragment());
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return values;
  }

  /** MINVALUE and MAXVALUE read as columns of that name would. */
  private static List<End> ends(List<SqlFragment> values) {
    return values.stream().map(PartitionParser::end).toList();
  }

  private static End end(SqlFragment value) {
    if (value.tree() instanceof Expression.ColumnReference column) {
      if (column.parts().equals(List.of("minvalue"))) {
        return new End(End.Kind.MINVALUE, Optional.empty());
      }
      if (column.parts().equals(List.of("maxvalue"))) {
        return new End(End.Kind.MAXVALUE, Optional.empty());
      }
    }
    return new End(End.Kind.VALUE, Optional.of(value));
  }

  private PartitionBound hashBound() {
    tokens.expectSymbol("(");
    int modulus = 0;
    int remainder = 0;
    do {
      Token token = tokens.peek();
      if (!token.isWord("modulus") && !token.isWord("remainder")) {
        throw tokens.unexpected("MODULUS or REMAINDER");
      }
      tokens.next();
      Token number = tokens.expect(Kind.INTEGER, "a number");
      int value = smallNumber(number);
      if (token.isWord("modulus")) {
        modulus = value;
      } else {
        remainder = value;
      }
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return new PartitionBound.Hash(modulus, remainder);
  }

  private int smallNumber(Token number) {
    try {
      return Integer.parseInt(number.value());
    } catch (NumberFormatException e) {
      throw tokens.malformed(number, "a number that is too large");
    }
  }
}
