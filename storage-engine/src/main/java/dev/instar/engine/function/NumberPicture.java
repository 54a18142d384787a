package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A template of to_char and to_number for numbers, cut into its parts; what the parts say together
 * is counted. Filled once, then only read. PostgreSQL's manual, section 9.8.
 */
final class NumberPicture {
  /** A field, or a character that stands for itself. */
  record Part(String field, String literal) {
    boolean isLiteral() {
      return field.isEmpty();
    }
  }

  /** What holds for the whole number. */
  enum Trait {
    FILL,
    ZERO,
    POINT,
    SIGN,
    SIGN_BEHIND,
    PLUS,
    MINUS,
    BRACKETS,
    ROMAN,
    SHIFT,
    EXPONENT
  }

  /** Longest first. */
  private static final List<String> FIELDS =
      List.of(
          "EEEE", "FM", "MI", "PL", "PR", "RN", "SG", "SP", "TH", ",", ".", "0", "9", "B", "C", "D",
          "G", "L", "S", "V");

  final List<Part> parts = new ArrayList<>();
  final Set<Trait> traits = EnumSet.noneOf(Trait.class);

  /** Digits before the point. */
  int before;

  /** Digits behind the point. */
  int behind;

  /** Digits behind V. */
  int shift;

  /** Where the first 0 stands, from 0; -1 if there is none. */
  int zeroStart = -1;

  /** How many digits there were with the last 0. */
  int zeroEnd;

  private int beforeSign = -1;

  private NumberPicture() {}

  static NumberPicture of(String text) {
    NumberPicture picture = new NumberPicture();
    int at = 0;
    while (at < text.length()) {
      String rest = text.substring(at);
      String field =
          FIELDS.stream()
              .filter(f -> rest.startsWith(f) || rest.startsWith(f.toLowerCase(Locale.ROOT)))
              .findFirst()
              .orElse("");
      if (!field.isEmpty()) {
        String spelling = rest.substring(0, field.length());
        picture.count(field);
        picture.parts.add(new Part(field, spelling));
        at += field.length();
      } else if (rest.startsWith("\"")) {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
          at += text.charAt(at) == '\\' && at + 1 < text.length() ? 1 : 0;
          at = picture.literal(text, at);
        }
        at++;
      } else {
        at += rest.startsWith("\\\"") ? 1 : 0;
        at = picture.literal(text, at);
      }
    }
    // A sign behind all digits is written behind them, though no point came first.
    if (picture.has(Trait.SIGN) && picture.beforeSign == picture.before) {
      picture.traits.add(Trait.SIGN_BEHIND);
    }
    return picture;
  }

  private int literal(String text, int at) {
    String character = Character.toString(text.codePointAt(at));
    parts.add(new Part("", character));
    return at + character.length();
  }

  boolean has(Trait trait) {
    return traits.contains(trait);
  }

  private static SqlException error(String message) {
    return new SqlException(SqlState.SYNTAX_ERROR, message);
  }

  private void count(String field) {
    if (has(Trait.EXPONENT) && !field.equals("EEEE")) {
      throw error("\"EEEE\" must be the last pattern used");
    }
    switch (field) {
      case "9", "0" -> digit(field);
      case ".", "D" -> {
        if (has(Trait.POINT)) {
          throw error("multiple decimal points");
        }
        if (has(Trait.SHIFT)) {
          throw error("cannot use \"V\" and decimal point together");
        }
        traits.add(Trait.POINT);
      }
      case "FM" -> traits.add(Trait.FILL);
      case "S" -> sign();
      case "MI" -> sign("MI", Trait.MINUS);
      case "PL" -> sign("PL", Trait.PLUS);
      case "SG" -> sign("SG", Trait.MINUS, Trait.PLUS);
      case "PR" -> {
        if (has(Trait.SIGN) || has(Trait.PLUS) || has(Trait.MINUS)) {
          throw error("cannot use \"PR\" and \"S\"/\"PL\"/\"MI\"/\"SG\" together");
        }
        traits.add(Trait.BRACKETS);
      }
      case "RN" -> traits.add(Trait.ROMAN);
      case "V" -> {
        if (has(Trait.POINT)) {
          throw error("cannot use \"V\" and decimal point together");
        }
        traits.add(Trait.SHIFT);
      }
      case "EEEE" -> exponent();
      default -> {}
    }
  }

  private void digit(String field) {
    if (has(Trait.BRACKETS)) {
      throw error("\"" + field + "\" must be ahead of \"PR\"");
    }
    if (field.equals("9") && has(Trait.SHIFT)) {
      shift++;
      return;
    }
    if (field.equals("0") && !has(Trait.ZERO) && !has(Trait.POINT)) {
      traits.add(Trait.ZERO);
      zeroStart = before;
    }
    if (has(Trait.POINT)) {
      behind++;
    } else {
      before++;
    }
    if (field.equals("0")) {
      zeroEnd = before + behind;
    }
  }

  private void sign() {
    if (has(Trait.SIGN)) {
      throw error("cannot use \"S\" twice");
    }
    if (has(Trait.PLUS) || has(Trait.MINUS) || has(Trait.BRACKETS)) {
      throw error("cannot use \"S\" and \"PL\"/\"MI\"/\"SG\"/\"PR\" together");
    }
    traits.add(Trait.SIGN);
    if (has(Trait.POINT)) {
      traits.add(Trait.SIGN_BEHIND);
    } else {
      beforeSign = before;
    }
  }

  private void sign(String name, Trait... which) {
    if (has(Trait.SIGN)) {
      throw error("cannot use \"S\" and \"" + name + "\" together");
    }
    traits.addAll(List.of(which));
  }

  private void exponent() {
    if (has(Trait.EXPONENT)) {
      throw error("cannot use \"EEEE\" twice");
    }
    if (has(Trait.FILL)
        || has(Trait.ROMAN)
        || has(Trait.SHIFT)
        || has(Trait.BRACKETS)
        || has(Trait.SIGN)
        || has(Trait.PLUS)
        || has(Trait.MINUS)) {
      throw error("\"EEEE\" is incompatible with other formats")
          .with(
              SqlException.Field.DETAIL,
              "\"EEEE\" may only be used together with digit and decimal point patterns.");
    }
    traits.add(Trait.EXPONENT);
  }
}
