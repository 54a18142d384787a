package dev.instar.engine.sql;

/**
 * Where a statement ends of which only the words are looked at: at the semicolon that stands in no
 * parentheses and in no body between BEGIN ATOMIC and END.
 */
final class StatementEnd {
  private final TokenStream tokens;

  StatementEnd(TokenStream tokens) {
    this.tokens = tokens;
  }

  boolean comesNext() {
    return tokens.atEnd() || tokens.atSymbol(";");
  }

  void skip() {
    skip(() -> {});
  }

  /**
   * Reads up to the end.
   *
   * @param look called before each token is read, and reads none itself
   * @throws SqlSyntaxException where parentheses or a body are not closed
   */
  void skip(Runnable look) {
    int parentheses = 0;
    int blocks = 0;
    boolean label = false;
    while (parentheses > 0 || blocks > 0 || !comesNext()) {
      if (tokens.atEnd()) {
        throw tokens.unexpected(parentheses > 0 ? "\")\"" : "END");
      }
      look.run();
      if (tokens.atSymbol("(")) {
        parentheses++;
      } else if (tokens.atSymbol(")")) {
        if (parentheses == 0) {
          throw tokens.unexpected("the end of the statement");
        }
        parentheses--;
      } else if (blocks == 0) {
        blocks = parentheses == 0 && tokens.at("begin", "atomic") ? 1 : 0;
      } else if (!label) {
        blocks += tokens.at("case") ? 1 : tokens.at("end") ? -1 : 0;
      }
      // Behind these the key words of blocks are names.
      label = tokens.at("as") || tokens.atSymbol(".");
      tokens.next();
    }
  }

  /** Reads what stands between parentheses, and them; gives it as written, without them. */
  String parenthesized() {
    tokens.expectSymbol("(");
    int start = tokens.mark();
    int depth = 1;
    while (depth > 0) {
      if (tokens.atEnd()) {
        throw tokens.unexpected("\")\"");
      }
      depth += tokens.atSymbol("(") ? 1 : tokens.atSymbol(")") ? -1 : 0;
      if (depth > 0) {
        tokens.next();
      }
    }
    String inside = tokens.movedSince(start) ? tokens.textSince(start) : "";
    tokens.expectSymbol(")");
    return inside;
  }
}
