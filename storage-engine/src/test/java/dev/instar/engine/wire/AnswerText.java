package dev.instar.engine.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Messages of a server as text, as far as two servers must agree on them. */
final class AnswerText {
  private AnswerText() {}

  static String of(RawClient.Message message) {
    ByteBuffer body = ByteBuffer.wrap(message.body());
    return message.type()
        + switch (message.type()) {
          case 'E', 'N' -> report(body);
          case 'Z' -> "(" + (char) body.get() + ")";
          case 'C' -> "(" + string(body) + ")";
          case 'T' -> columns(body);
          case 'D' -> values(body);
          case 't' -> "(" + HexFormat.of().formatHex(message.body()) + ")";
          case 'G', 'H', 'W' -> "(" + HexFormat.of().formatHex(message.body()) + ")";
          case 'd' -> "(" + new String(message.body(), StandardCharsets.UTF_8).strip() + ")";
          case '?' -> "(" + new String(message.body(), StandardCharsets.ISO_8859_1) + ")";
          case 'R' -> "(" + body.getInt() + ")";
          case 'v' -> "(" + HexFormat.of().formatHex(message.body()) + ")";
          default -> "";
        };
  }

  /** Severity, code, message and position. The wording of syntax errors is another room's. */
  private static String report(ByteBuffer body) {
    Map<Character, String> fields = new TreeMap<>();
    for (byte type = body.get(); type != 0; type = body.get()) {
      fields.put((char) type, string(body));
    }
    String code = fields.get('C');
    String text = "(" + fields.get('V') + " " + code;
    return code.equals("42601") ? text + ")" : text + " " + fields.get('M') + ")";
  }

  private static String columns(ByteBuffer body) {
    StringBuilder text = new StringBuilder("(");
    int count = body.getShort();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ", ").append(string(body));
      body.getInt();
      text.append(" #").append(body.getShort());
      text.append(" type ").append(body.getInt());
      text.append(" size ").append(body.getShort());
      text.append(" modifier ").append(body.getInt());
      text.append(" format ").append(body.getShort());
    }
    return text.append(")").toString();
  }

  private static String values(ByteBuffer body) {
    StringBuilder text = new StringBuilder("(");
    int count = body.getShort();
    for (int i = 0; i < count; i++) {
      int length = body.getInt();
      text.append(i == 0 ? "" : ", ");
      if (length < 0) {
        text.append("NULL");
      } else {
        byte[] value = new byte[length];
        body.get(value);
        text.append(new String(value, StandardCharsets.ISO_8859_1).replace('\0', '@'));
      }
    }
    return text.append(")").toString();
  }

  private static String string(ByteBuffer body) {
    int start = body.position();
    while (body.get() != 0) {}
    byte[] bytes = new byte[body.position() - start - 1];
    body.get(start, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
