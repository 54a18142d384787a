package dev.instar.engine.sql;

import dev.instar.engine.sql.Token.Kind;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The constants and words of commands that are no expressions. */
record ValueParser(TokenStream tokens) {

  /** A string (Sconst), without its quotes. */
  String string(String what) {
    return Literals.string(tokens.expect(Kind.STRING, what).value());
  }

  boolean atString() {
    return tokens.peek().kind() == Kind.STRING;
  }

  /** A word that is not reserved, or a quoted name (NonReservedWord). */
  boolean atWord() {
    Token token = tokens.peek();
    return token.isColumnName() || token.isTypeOrFunctionName();
  }

  String word(String what) {
    if (!atWord()) {
      throw tokens.unexpected(what);
    }
    return tokens.next().value();
  }

  /** A word that is not reserved, or a string. */
  String wordOrString(String what) {
    return atString() ? string(what) : word(what);
  }

  boolean atBooleanOrString() {
    return atString() || atWord() || tokens.atAnyOf("true", "false", "on");
  }

  /** TRUE, FALSE, ON, a word that is not reserved, or a string (opt_boolean_or_string). */
  String booleanOrString(String what) {
    return tokens.atAnyOf("true", "false", "on") ? tokens.next().value() : wordOrString(what);
  }

  boolean atNumber() {
    Token token = tokens.peek();
    boolean sign = token.isSymbol("+") || token.isSymbol("-");
    return isNumber(sign ? tokens.peek(1) : token);
  }

  private static boolean isNumber(Token token) {
    return token.kind() == Kind.INTEGER || token.kind() == Kind.DECIMAL;
  }

  /** {@code [+ | -] number} (NumericOnly); with its minus, where there is one. */
  String number() {
    boolean plus = tokens.acceptSymbol("+");
    boolean minus = !plus && tokens.acceptSymbol("-");
    if (!isNumber(tokens.peek())) {
      throw tokens.unexpected("a number");
    }
    return (minus ? "-" : "") + tokens.next().value();
  }

  /** {@code [+ | -] integer} of 32 bits (SignedIconst). */
  int integer() {
    boolean plus = tokens.acceptSymbol("+");
    boolean minus = !plus && tokens.acceptSymbol("-");
    Token token = tokens.expect(Kind.INTEGER, "an integer");
    BigInteger value = Literals.integer(token.value());
    if (value.bitLength() >= Integer.SIZE) {
      throw tokens.malformed(token, "an integer of 32 bits was expected");
    }
    return minus ? -value.intValue() : value.intValue();
  }

  /** Any of the above, if one comes next. */
  Optional<String> optional() {
    if (atNumber()) {
      return Optional.of(number());
    }
    return atBooleanOrString() ? Optional.of(booleanOrString("a value")) : Optional.empty();
  }

  /** {@code (name [value], …)} of EXPLAIN, VACUUM, ANALYZE and REINDEX. */
  List<UtilityOption> utilityOptions() {
    List<UtilityOption> options = new ArrayList<>();
    tokens.expectSymbol("(");
    do {
      Position position = tokens.here();
      boolean analyze = tokens.accept("analyze") || tokens.accept("analyse");
      String name = analyze ? "analyze" : word("an option");
      options.add(option(name, optional(), position));
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return options;
  }

  static UtilityOption option(String name, Optional<String> value, Position position) {
    return new UtilityOption(
        name.toLowerCase(Locale.ROOT), value.map(List::of).orElse(List.of()), position);
  }
}
