package dev.instar.engine.wire.scram;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * Passwords brought to one form, so that the same characters typed on two keyboards are the same
 * password: RFC 4013. As PostgreSQL does, a password that the rules prohibit is taken as it is.
 *
 * <p>Java normalises by a newer Unicode than RFC 3454's 3.2. That differs only for characters that
 * 3.2 did not know, which PostgreSQL takes as they are.
 */
final class SaslPrep {
  private SaslPrep() {}

  /** The prepared password in UTF-8. */
  static byte[] bytes(String password) {
    return prepare(password).getBytes(StandardCharsets.UTF_8);
  }

  static String prepare(String password) {
    if (password.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
      return password;
    }
    StringBuilder mapped = new StringBuilder();
    password
        .codePoints()
        // Spaces first: U+200B is in both tables, and PostgreSQL makes it a space.
        .map(c -> isOtherSpace(c) ? ' ' : c)
        .filter(c -> !isMappedToNothing(c))
        .forEach(mapped::appendCodePoint);
    String prepared = Normalizer.normalize(mapped, Normalizer.Form.NFKC);
    boolean taken =
        !prepared.isEmpty()
            && prepared.codePoints().noneMatch(SaslPrep::isProhibited)
            && directionsAgree(prepared);
    return taken ? prepared : password;
  }

  /** RFC 3454, table B.1. */
  private static boolean isMappedToNothing(int c) {
    return c == 0x00AD
        || c == 0x034F
        || c == 0x1806
        || (c >= 0x180B && c <= 0x180D)
        || (c >= 0x200B && c <= 0x200D)
        || c == 0x2060
        || (c >= 0xFE00 && c <= 0xFE0F)
        || c == 0xFEFF;
  }

  /** RFC 3454, table C.1.2. */
  private static boolean isOtherSpace(int c) {
    return c == 0x00A0
        || c == 0x1680
        || (c >= 0x2000 && c <= 0x200B)
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }

  /** RFC 3454, tables A.1 as far as today's Unicode has no character there, C.1.2 to C.9. */
  private static boolean isProhibited(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default ->
          isOtherSpace(c)
              || c == 0x06DD
              || c == 0x070F
              || c == 0x180E
              || (c >= 0x200C && c <= 0x200F)
              || (c >= 0x202A && c <= 0x202E)
              || (c >= 0x2060 && c <= 0x2063)
              || (c >= 0x206A && c <= 0x206F)
              || (c >= 0x2FF0 && c <= 0x2FFB)
              || c == 0x0340
              || c == 0x0341
              || c == 0xFEFF
              || (c >= 0xFFF9 && c <= 0xFFFD)
              || (c >= 0x1D173 && c <= 0x1D17A)
              || (c >= 0xE0000 && c <= 0xE007F);
    };
  }

  /** RFC 3454, section 6: right-to-left text begins and ends so, and has no left-to-right in it. */
  private static boolean directionsAgree(String text) {
    if (text.codePoints().noneMatch(SaslPrep::isRightToLeft)) {
      return true;
    }
    return isRightToLeft(text.codePointAt(0))
        && isRightToLeft(text.codePointBefore(text.length()))
        && text.codePoints()
            .noneMatch(
                c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT);
  }

  private static boolean isRightToLeft(int c) {
    byte direction = Character.getDirectionality(c);
    return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }
}
