package dev.instar.engine.sql;

import dev.instar.engine.sql.Token.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Lists of options: storage parameters, and those of sequences. */
final class OptionParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final TypeParser types;

  OptionParser(TokenStream tokens, NameParser names, TypeParser types) {
    this.tokens = tokens;
    this.names = names;
    this.types = types;
  }

  /**
   * {@code (name = value, …)}; a name without a value, as RESET and short forms have it, comes with
   * an empty one.
   */
  Map<String, String> parenthesized() {
    Map<String, String> options = new LinkedHashMap<>();
    tokens.expectSymbol("(");
    do {
      String name = names.label("an option");
      if (tokens.acceptSymbol(".")) {
        name += "." + names.label("an option");
      }
      options.put(name, tokens.acceptSymbol("=") ? value() : "");
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return options;
  }

  private String value() {
    int start = tokens.mark();
    Token token = tokens.peek();
    if (token.kind() == Kind.STRING) {
      tokens.next();
    } else if (token.isSymbol("+") || token.isSymbol("-")) {
      tokens.next();
      if (isNumber(tokens.peek())) {
        tokens.next();
      }
    } else if (isNumber(token) || Operators.isOperator(token)) {
      tokens.next();
    } else if (token.kind() == Kind.WORD
        && (Keywords.categoryOf(token.value()) == Keywords.Category.RESERVED
            || token.value().equals("none"))) {
      tokens.next();
    } else {
      types.type();
    }
    return tokens.textSince(start);
  }

  /** {@code [+ | -] number}. */
  void signedNumber() {
    if (!tokens.acceptSymbol("+")) {
      tokens.acceptSymbol("-");
    }
    if (!isNumber(tokens.peek())) {
      throw tokens.unexpected("a number");
    }
    tokens.next();
  }

  /** {@code (sequence option …)}: the options as written, without the parentheses. */
  String parenthesizedSequenceOptions() {
    tokens.expectSymbol("(");
    int start = tokens.mark();
    do {
      sequenceOption();
    } while (!tokens.atSymbol(")"));
    String text = tokens.textSince(start);
    tokens.expectSymbol(")");
    return text;
  }

  /** One option of a sequence. */
  void sequenceOption() {
    Token token = tokens.peek();
    String word = token.kind() == Kind.WORD ? token.value() : "";
    switch (word) {
      case "as" -> {
        tokens.next();
        types.type();
      }
      case "cache", "maxvalue", "minvalue" -> {
        tokens.next();
        signedNumber();
      }
      case "cycle", "logged", "unlogged" -> tokens.next();
      case "no" -> {
        tokens.next();
        if (!tokens.atAnyOf("cycle", "maxvalue", "minvalue")) {
          throw tokens.unexpected("CYCLE, MAXVALUE or MINVALUE");
        }
        tokens.next();
      }
      case "increment" -> {
        tokens.next();
        tokens.accept("by");
        signedNumber();
      }
      case "owned" -> {
        tokens.expect("owned", "by");
        ownedBy();
      }
      case "sequence" -> {
        tokens.expect("sequence", "name");
        names.qualified("a sequence");
      }
      case "start" -> {
        tokens.next();
        tokens.accept("with");
        signedNumber();
      }
      case "restart" -> restart();
      default -> throw tokens.unexpected("a sequence option");
    }
  }

  /** {@code RESTART [[WITH] n]}. */
  void restart() {
    tokens.expect("restart");
    boolean number = tokens.accept("with") || startsNumber();
    if (number) {
      signedNumber();
    }
  }

  private boolean startsNumber() {
    Token token = tokens.peek();
    return isNumber(token) || token.isSymbol("+") || token.isSymbol("-");
  }

  private static boolean isNumber(Token token) {
    return token.kind() == Kind.INTEGER || token.kind() == Kind.DECIMAL;
  }

  /** {@code NONE} or {@code [schema.]table.column}. */
  private void ownedBy() {
    names.columnName("a column or NONE");
    while (tokens.acceptSymbol(".")) {
      names.label("a column");
    }
  }

  /** {@code ALWAYS | BY DEFAULT}; whether it was ALWAYS. */
  boolean always() {
    if (tokens.accept("always")) {
      return true;
    }
    if (!tokens.at("by")) {
      throw tokens.unexpected("ALWAYS or BY DEFAULT");
    }
    tokens.expect("by", "default");
    return false;
  }

  /**
   * A storage or compression method: a name or DEFAULT, upper case for storage, as folded
   * otherwise.
   */
  String storage() {
    return nameOrDefault("a storage mode").toUpperCase(Locale.ROOT);
  }

  String compression() {
    return nameOrDefault("a compression method");
  }

  private String nameOrDefault(String what) {
    return tokens.accept("default") ? "default" : names.columnName(what);
  }
}
