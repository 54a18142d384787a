package dev.instar.engine.sql;

import dev.instar.engine.sql.Token.Kind;

/** Tells {@code (SELECT …)} and {@code ((SELECT …) UNION …)} from {@code ((SELECT …) + 1)}. */
final class SubqueryLookahead {

  private SubqueryLookahead() {}

  /** Whether the parenthesis that comes next holds a query. */
  static boolean atSubquery(TokenStream tokens) {
    int parentheses = 0;
    while (tokens.peek(parentheses).isSymbol("(")) {
      parentheses++;
      if (parentheses > TokenStream.MAX_NESTING) {
        return false;
      }
    }
    if (parentheses == 0 || !beginsQuery(tokens, parentheses)) {
      return false;
    }
    // Each inner parenthesis must be all of the outer one's query, or its first part.
    int next = parentheses;
    int open = parentheses;
    while (open > 1) {
      Token token = tokens.peek(next++);
      if (token.kind() == Kind.END) {
        return true;
      }
      if (token.isSymbol("(")) {
        next = behindClosing(tokens, next);
      } else if (token.isSymbol(")")) {
        open--;
        if (!continuesQuery(tokens.peek(next))) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean beginsQuery(TokenStream tokens, int ahead) {
    Token token = tokens.peek(ahead);
    return token.isWord("select")
        || token.isWord("with")
        || token.isWord("table")
        || (token.isWord("values") && tokens.peek(ahead + 1).isSymbol("("));
  }

  private static boolean continuesQuery(Token token) {
    return token.isSymbol(")")
        || token.isWord("union")
        || token.isWord("intersect")
        || token.isWord("except")
        || token.isWord("order")
        || token.isWord("limit")
        || token.isWord("offset")
        || token.isWord("fetch")
        || token.isWord("for");
  }

  private static int behindClosing(TokenStream tokens, int ahead) {
    int next = ahead;
    int open = 1;
    while (open > 0 && tokens.peek(next).kind() != Kind.END) {
      Token token = tokens.peek(next++);
      open += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
    }
    return next;
  }
}
