package dev.instar.engine.sql;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Keywords.Category;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every name in a text, of which nobody knows what it means. */
final class NameScan {
  private final Set<QualifiedName> names = new LinkedHashSet<>();
  private final boolean strings;

  /**
   * @param strings whether to look into string constants too
   */
  NameScan(boolean strings) {
    this.strings = strings;
  }

  /** Of {@code a.b.c} the names {@code a} and {@code a.b}: either may be a relation's. */
  Set<QualifiedName> of(String text) {
    try {
      scan(new Lexer(new SourceText(text)));
    } catch (SqlSyntaxException e) {
      // A string need not hold SQL; what was found before is kept.
      return names;
    }
    return names;
  }

  private void scan(Lexer lexer) {
    List<String> chain = new ArrayList<>();
    boolean dotted = false;
    for (Token token = lexer.next(); token.kind() != Kind.END; token = lexer.next()) {
      if (dotted ? token.isLabel() : mayBeName(token)) {
        if (!dotted) {
          finish(chain);
        }
        chain.add(token.value());
        dotted = false;
      } else if (token.isSymbol(".") && !chain.isEmpty()) {
        dotted = true;
      } else {
        finish(chain);
        dotted = false;
        if (strings && (token.kind() == Kind.STRING || token.kind() == Kind.NATIONAL_STRING)) {
          of(content(token));
        }
      }
    }
    finish(chain);
  }

  private void finish(List<String> chain) {
    if (!chain.isEmpty()) {
      names.add(QualifiedName.of(chain.getFirst()));
      if (chain.size() > 1) {
        names.add(new QualifiedName(Optional.of(chain.getFirst()), chain.get(1)));
      }
    }
    chain.clear();
  }

  private static boolean mayBeName(Token token) {
    return token.kind() == Kind.QUOTED_NAME
        || (token.kind() == Kind.WORD && Keywords.categoryOf(token.value()) != Category.RESERVED);
  }

  private static String content(Token string) {
    try {
      return Literals.string(string.value());
    } catch (SqlException e) {
      return "";
    }
  }
}
