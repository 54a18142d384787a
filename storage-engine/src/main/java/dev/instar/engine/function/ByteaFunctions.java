package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.Bytes;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.Types;
import dev.instar.engine.type.Utf8;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

/** bytea. PostgreSQL's manual, section 9.5. */
final class ByteaFunctions {
  private static final int BASE64_LINE = 76;
  private static final TextFormat ESCAPE =
      new TextFormat(TextFormat.DEFAULT.timeZone(), "MDY", 1, false);

  private ByteaFunctions() {}

  static void register(Registry registry) {
    registry.add("byteaoctetlen", (a, c) -> ((Bytes) a[0]).length());
    registry.add("byteacat", (a, c) -> cat(bytes(a, 0), bytes(a, 1)));
    registry.add(
        "bytea_substr", (a, c) -> substring(a, (long) (Integer) a[1] + checked((Integer) a[2])));
    registry.add("bytea_substr_no_len", (a, c) -> substring(a, Integer.MAX_VALUE));
    registry.add("byteaGetByte", (a, c) -> Byte.toUnsignedInt(bytes(a, 0)[index(a)]));
    registry.add(
        "byteaSetByte",
        (a, c) -> {
          byte[] copy = bytes(a, 0).clone();
          copy[index(a)] = (byte) (int) (Integer) a[2];
          return new Bytes(copy);
        });
    registry.add("md5_bytea", (a, c) -> md5(bytes(a, 0)));
    registry.add("sha224_bytea", (a, c) -> new Bytes(digest("SHA-224", bytes(a, 0))));
    registry.add("sha256_bytea", (a, c) -> new Bytes(digest("SHA-256", bytes(a, 0))));
    registry.add("sha384_bytea", (a, c) -> new Bytes(digest("SHA-384", bytes(a, 0))));
    registry.add("sha512_bytea", (a, c) -> new Bytes(digest("SHA-512", bytes(a, 0))));
    registry.add("binary_encode", (a, c) -> encode(bytes(a, 0), Texts.of(a[1])));
    registry.add("binary_decode", (a, c) -> decode(Texts.of(a[0]), Texts.of(a[1])));
    registry.add(
        "pg_convert_from",
        (a, c) -> {
          utf8(Texts.of(a[1]));
          return Utf8.decode(bytes(a, 0));
        });
    registry.add(
        "pg_convert_to",
        (a, c) -> {
          utf8(Texts.of(a[1]));
          return new Bytes(Utf8.encode(Texts.of(a[0])));
        });
  }

  private static void utf8(String encoding) {
    String name = encoding.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    if (!name.equals("utf8") && !name.equals("unicode")) {
      throw SqlException.unsupported("encoding \"" + encoding + "\"");
    }
  }

  private static byte[] bytes(Object[] a, int index) {
    return ((Bytes) a[index]).array();
  }

  private static int index(Object[] a) {
    int index = (Integer) a[1];
    int length = bytes(a, 0).length;
    if (index < 0 || index >= length) {
      throw new SqlException(
          SqlState.ARRAY_SUBSCRIPT_ERROR,
          "index " + index + " out of valid range, 0.." + (length - 1));
    }
    return index;
  }

  private static Bytes cat(byte[] left, byte[] right) {
    byte[] both = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return new Bytes(both);
  }

  private static int checked(int length) {
    if (length < 0) {
      throw new SqlException(SqlState.SUBSTRING_ERROR, "negative substring length not allowed");
    }
    return length;
  }

  private static Bytes substring(Object[] a, long end) {
    byte[] bytes = bytes(a, 0);
    int from = (int) Math.max(0, Math.min((Integer) a[1] - 1L, bytes.length));
    int to = (int) Math.max(from, Math.min(end - 1, bytes.length));
    return new Bytes(Arrays.copyOfRange(bytes, from, to));
  }

  static String md5(byte[] bytes) {
    return HexFormat.of().formatHex(digest("MD5", bytes));
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new SqlException(SqlState.INTERNAL_ERROR, algorithm + " is missing", e);
    }
  }

  private static String encode(byte[] bytes, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> HexFormat.of().formatHex(bytes);
      case "base64" -> Base64.getMimeEncoder(BASE64_LINE, new byte[] {'\n'}).encodeToString(bytes);
      case "escape" -> escaped(bytes);
      default -> throw unknown(format);
    };
  }

  /** Unlike bytea's own escape format this leaves control characters but 0 as they are. */
  private static String escaped(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) {
      int code = Byte.toUnsignedInt(b);
      if (code == 0 || code >= 0x80) {
        out.append('\\').append("%03o".formatted(code));
      } else if (code == '\\') {
        out.append("\\\\");
      } else {
        out.append((char) code);
      }
    }
    return out.toString();
  }

  private static SqlException unknown(String format) {
    return new SqlException(
        SqlState.INVALID_PARAMETER_VALUE, "unrecognized encoding: \"" + format + "\"");
  }

  private static Object decode(String text, String format) {
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "hex" -> Types.BYTEA.parse("\\x" + text, ESCAPE);
      case "escape" ->
          Types.BYTEA.parse(text.startsWith("\\x") ? "\\\\x" + text.substring(2) : text, ESCAPE);
      case "base64" -> base64(text);
      default -> throw unknown(format);
    };
  }

  private static Bytes base64(String text) {
    String compact = text.replaceAll("[ \\t\\n\\r]", "");
    for (int i = 0; i < compact.length(); i++) {
      char c = compact.charAt(i);
      if ((!Character.isLetterOrDigit(c) && "+/=".indexOf(c) < 0) || c >= 0x80) {
        throw new SqlException(
            SqlState.INVALID_PARAMETER_VALUE,
            "invalid symbol \"" + c + "\" found while decoding base64 sequence");
      }
    }
    try {
      if (compact.length() % 4 != 0) {
        throw new IllegalArgumentException(compact);
      }
      return new Bytes(Base64.getDecoder().decode(compact));
    } catch (IllegalArgumentException e) {
      throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "invalid base64 end sequence")
          .with(
              SqlException.Field.HINT,
              "Input data is missing padding, is truncated, or is otherwise corrupted.");
    }
  }
}
