package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.PaddedText;
import dev.instar.engine.type.Utf8;

/** Text by characters: PostgreSQL's manual, section 9.4. A character is a code point. */
final class TextFunctions {
  /** A gigabyte, as the server's limit on one value. */
  private static final long MAX_LENGTH = 0x3fffffff;

  private TextFunctions() {}

  static void register(Registry registry) {
    lengths(registry);
    pieces(registry);
    changes(registry);
    TextJoining.register(registry);
  }

  private static String text(Object value) {
    return Texts.of(value);
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static void lengths(Registry registry) {
    registry.add("textlen", (a, c) -> length(text(a[0])));
    registry.add("bpcharlen", (a, c) -> length(text(a[0])));
    registry.add("textoctetlen", (a, c) -> Utf8.length(text(a[0])));
    registry.add("bpcharoctetlen", (a, c) -> Utf8.length(((PaddedText) a[0]).padded()));
    registry.add(
        "sql.bit_length",
        (a, c) -> {
          int bytes =
              a[0] instanceof dev.instar.engine.type.Bytes b ? b.length() : Utf8.length(text(a[0]));
          return bytes * 8;
        });
    registry.add("ascii", (a, c) -> text(a[0]).isEmpty() ? 0 : text(a[0]).codePointAt(0));
    registry.add("chr", (a, c) -> chr((Integer) a[0]));
    registry.add("lower", (a, c) -> c.collation().lower(text(a[0])));
    registry.add("upper", (a, c) -> c.collation().upper(text(a[0])));
    registry.add("initcap", (a, c) -> c.collation().initcap(text(a[0])));
    registry.add("textcat", (a, c) -> text(a[0]) + text(a[1]));
    registry.add("sql.anytextcat", (a, c) -> output(a[0], 0, c) + output(a[1], 1, c));
    registry.add("textpos", (a, c) -> position(text(a[0]), text(a[1])));
    registry.add("text_starts_with", (a, c) -> text(a[0]).startsWith(text(a[1])));
  }

  private static String output(Object value, int index, CallContext context) {
    return Texts.text(context.argument(index), value, context.session());
  }

  private static String chr(int code) {
    if (code == 0) {
      throw new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, "null character not permitted");
    }
    if (code < 0) {
      throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "character number must be positive");
    }
    if (code > Character.MAX_CODE_POINT || (code >= 0xD800 && code < 0xE000)) {
      throw new SqlException(
          SqlState.PROGRAM_LIMIT_EXCEEDED,
          code > Character.MAX_CODE_POINT
              ? "requested character too large for encoding: " + code
              : "requested character not valid for encoding: " + code);
    }
    return Character.toString(code);
  }

  /** From 1; 0 if it is not there. */
  private static int position(String text, String part) {
    int at = text.indexOf(part);
    return at < 0 ? 0 : text.codePointCount(0, at) + 1;
  }

  /** Characters from {@code start} (from 1) on; what lies outside is left out. */
  static String substring(String text, long start, long end) {
    int count = length(text);
    int from = (int) Math.max(0, Math.min(start - 1, count));
    int to = (int) Math.max(from, Math.min(end - 1, count));
    return text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
  }

  private static void pieces(Registry registry) {
    registry.add("text_substr", (a, c) -> substring(text(a[0]), (Integer) a[1], length(a)));
    registry.add(
        "text_substr_no_len", (a, c) -> substring(text(a[0]), (Integer) a[1], Integer.MAX_VALUE));
    registry.add(
        "text_left",
        (a, c) -> {
          String text = text(a[0]);
          int n = (Integer) a[1];
          return substring(text, 1, n >= 0 ? n + 1L : length(text) + n + 1L);
        });
    registry.add(
        "text_right",
        (a, c) -> {
          String text = text(a[0]);
          int n = (Integer) a[1];
          return substring(text, n >= 0 ? length(text) - n + 1L : 1L - n, Integer.MAX_VALUE);
        });
    registry.add("split_part", (a, c) -> splitPart(text(a[0]), text(a[1]), (Integer) a[2]));
    registry.add("btrim", (a, c) -> trim(text(a[0]), text(a[1]), true, true));
    registry.add("btrim1", (a, c) -> trim(text(a[0]), " ", true, true));
    registry.add("ltrim", (a, c) -> trim(text(a[0]), text(a[1]), true, false));
    registry.add("ltrim1", (a, c) -> trim(text(a[0]), " ", true, false));
    registry.add("rtrim", (a, c) -> trim(text(a[0]), text(a[1]), false, true));
    registry.add("rtrim1", (a, c) -> trim(text(a[0]), " ", false, true));
  }

  private static long length(Object[] a) {
    int length = (Integer) a[2];
    if (length < 0) {
      throw new SqlException(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }
    return (long) (Integer) a[1] + length;
  }

  private static String splitPart(String text, String separator, int field) {
    if (field == 0) {
      throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "field position must not be zero");
    }
    if (separator.isEmpty()) {
      return field == 1 || field == -1 ? text : "";
    }
    java.util.List<String> parts = TextJoining.split(text, separator);
    int index = field > 0 ? field - 1 : parts.size() + field;
    return index >= 0 && index < parts.size() ? parts.get(index) : "";
  }

  private static String trim(String text, String characters, boolean left, boolean right) {
    int from = 0;
    int to = text.length();
    while (left && from < to && characters.indexOf(text.codePointAt(from)) >= 0) {
      from += Character.charCount(text.codePointAt(from));
    }
    while (right && to > from && characters.indexOf(text.codePointBefore(to)) >= 0) {
      to -= Character.charCount(text.codePointBefore(to));
    }
    return text.substring(from, to);
  }

  private static void changes(Registry registry) {
    registry.add(
        "replace_text",
        (a, c) -> text(a[1]).isEmpty() ? text(a[0]) : text(a[0]).replace(text(a[1]), text(a[2])));
    registry.add("lpad", (a, c) -> pad(text(a[0]), (Integer) a[1], text(a[2]), true));
    registry.add("rpad", (a, c) -> pad(text(a[0]), (Integer) a[1], text(a[2]), false));
    registry.add("sql.lpad", (a, c) -> pad(text(a[0]), (Integer) a[1], " ", true));
    registry.add("sql.rpad", (a, c) -> pad(text(a[0]), (Integer) a[1], " ", false));
    registry.add("repeat", (a, c) -> repeat(text(a[0]), (Integer) a[1]));
    registry.add("text_reverse", (a, c) -> new StringBuilder(text(a[0])).reverse().toString());
    registry.add("translate", (a, c) -> translate(text(a[0]), text(a[1]), text(a[2])));
    registry.add(
        "textoverlay", (a, c) -> overlay(text(a[0]), text(a[1]), (Integer) a[2], (Integer) a[3]));
    registry.add(
        "textoverlay_no_len",
        (a, c) -> overlay(text(a[0]), text(a[1]), (Integer) a[2], length(text(a[1]))));
    registry.add("md5_text", (a, c) -> ByteaFunctions.md5(Utf8.encode(text(a[0]))));
    registry.add(
        "unicode_normalize_func",
        (a, c) -> {
          String form = a.length == 1 ? "NFC" : text(a[1]);
          try {
            return java.text.Normalizer.normalize(
                text(a[0]),
                java.text.Normalizer.Form.valueOf(form.toUpperCase(java.util.Locale.ROOT)));
          } catch (IllegalArgumentException e) {
            throw new SqlException(
                SqlState.INVALID_PARAMETER_VALUE, "invalid normalization form: " + form);
          }
        });
    registry.add("to_hex32", (a, c) -> Integer.toHexString((Integer) a[0]));
    registry.add("to_bin32", (a, c) -> Integer.toBinaryString((Integer) a[0]));
    registry.add("to_bin64", (a, c) -> Long.toBinaryString((Long) a[0]));
    registry.add("to_oct32", (a, c) -> Integer.toOctalString((Integer) a[0]));
    registry.add("to_oct64", (a, c) -> Long.toOctalString((Long) a[0]));
    registry.add("to_hex64", (a, c) -> Long.toHexString((Long) a[0]));
  }

  private static SqlException tooLong() {
    return new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, "requested length too large");
  }

  private static String pad(String text, int length, String fill, boolean left) {
    int wanted = Math.max(0, length);
    int count = length(text);
    if (count >= wanted) {
      return substring(text, 1, wanted + 1L);
    }
    if (fill.isEmpty()) {
      return text;
    }
    if (wanted > MAX_LENGTH / 4) {
      throw tooLong();
    }
    int missing = wanted - count;
    int times = missing / length(fill) + 1;
    String padding = substring(fill.repeat(times), 1, missing + 1L);
    return left ? padding + text : text + padding;
  }

  private static String repeat(String text, int times) {
    if (times > 0 && (long) text.length() * times > MAX_LENGTH) {
      throw tooLong();
    }
    return text.repeat(Math.max(0, times));
  }

  private static String translate(String text, String from, String to) {
    int[] sources = from.codePoints().toArray();
    int[] targets = to.codePoints().toArray();
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              int i = 0;
              while (i < sources.length && sources[i] != point) {
                i++;
              }
              if (i == sources.length) {
                out.appendCodePoint(point);
              } else if (i < targets.length) {
                out.appendCodePoint(targets[i]);
              }
            });
    return out.toString();
  }

  private static String overlay(String text, String with, int start, int length) {
    if (start <= 0) {
      throw new SqlException(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }
    return substring(text, 1, start)
        + with
        + substring(text, Math.max(1, (long) start + length), Integer.MAX_VALUE);
  }

  /** Elements as an array of text. */
  static ArrayValue array(java.util.List<String> parts) {
    return ArrayValue.of(parts);
  }
}
