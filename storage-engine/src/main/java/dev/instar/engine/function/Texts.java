package dev.instar.engine.function;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.FoldedText;
import dev.instar.engine.type.Inet;
import dev.instar.engine.type.PaddedText;

/** The values of the string types as Java strings and back. */
final class Texts {
  private Texts() {}

  /** What a value is as text, as a cast to text has it. */
  static String text(DataType type, Object value, SessionFunctions session) {
    return switch (value) {
      case String text -> text;
      case PaddedText padded -> padded.stripped();
      case FoldedText folded -> folded.text();
      case Boolean bool -> bool ? "true" : "false";
      case Inet inet -> inet.withLength();
      default -> type.print(value, session.format());
    };
  }

  /** What output functions say, as concatenation and format use them: {@code t} for true. */
  static String output(DataType type, Object value, SessionFunctions session) {
    return type.print(value, session.format());
  }

  /** A value as it is; the place where a string type would be converted. */
  static Object of(DataType type, Object value) {
    return value;
  }

  static String of(Object value) {
    return switch (value) {
      case String text -> text;
      case PaddedText padded -> padded.stripped();
      case FoldedText folded -> folded.text();
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }
}
