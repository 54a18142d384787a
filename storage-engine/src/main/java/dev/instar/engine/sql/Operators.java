package dev.instar.engine.sql;

import dev.instar.engine.sql.Token.Kind;
import java.util.Set;

/**
 * How tightly operators bind, from the precedence declarations of PostgreSQL's {@code gram.y}. A
 * higher number binds tighter.
 */
final class Operators {
  static final int LOWEST = 0;
  static final int OR = 10;
  static final int AND = 20;
  static final int NOT = 30;
  static final int IS = 40;
  static final int COMPARISON = 50;
  static final int MATCH = 60; // BETWEEN, IN, LIKE, ILIKE, SIMILAR
  static final int OTHER = 80;
  static final int SUM = 90;
  static final int PRODUCT = 100;
  static final int POWER = 110;
  static final int AT = 120;
  static final int COLLATE = 130;
  static final int SIGN = 140;
  static final int CAST = 160;

  /** Punctuation that the lexer gives as symbols too. */
  private static final Set<String> NO_OPERATORS =
      Set.of(",", "(", ")", "[", "]", ";", ".", ":", "::", ":=", "=>");

  private static final int NONE = -1;

  private Operators() {}

  static boolean isOperator(Token token) {
    return token.kind() == Kind.SYMBOL && !NO_OPERATORS.contains(token.value());
  }

  /**
   * How tightly {@code token} binds behind an operand, negative if no operator begins with it.
   *
   * @param following the token behind it, which tells {@code NOT LIKE} from a NOT that ends the
   *     expression
   */
  static int bindingOf(Token token, Token following) {
    if (token.kind() == Kind.WORD) {
      return bindingOfWord(token.value(), following);
    }
    if (token.kind() != Kind.SYMBOL) {
      return NONE;
    }
    return switch (token.value()) {
      case "<", ">", "=", "<=", ">=", "<>" -> COMPARISON;
      case "+", "-" -> SUM;
      case "*", "/", "%" -> PRODUCT;
      case "^" -> POWER;
      case "::" -> CAST;
      default -> isOperator(token) ? OTHER : NONE;
    };
  }

  private static int bindingOfWord(String word, Token following) {
    return switch (word) {
      case "or" -> OR;
      case "and" -> AND;
      case "is", "isnull", "notnull" -> IS;
      case "between", "in", "like", "ilike" -> MATCH;
      // SUBSTRING (a SIMILAR b ESCAPE c) has a SIMILAR of its own.
      case "similar" -> following.isWord("to") ? MATCH : NONE;
      case "not" ->
          following.isWord("between")
                  || following.isWord("in")
                  || following.isWord("like")
                  || following.isWord("ilike")
                  || following.isWord("similar")
              ? MATCH
              : NONE;
      case "operator" -> OTHER;
      case "at" -> AT;
      case "collate" -> COLLATE;
      default -> NONE;
    };
  }
}
