package dev.instar.migrator.postgresql;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of PostgreSQL's protocol as it goes over the wire: a type, the length of itself and
 * what follows, and that. The body is nobody's to change.
 */
final class WireMessage {
  private final byte type;
  private final byte[] body;

  private WireMessage(byte type, byte[] body) {
    this.type = type;
    this.body = body;
  }

  static WireMessage read(DataInputStream in) throws IOException {
    byte type = in.readByte();
    byte[] body = new byte[in.readInt() - Integer.BYTES];
    in.readFully(body);
    return new WireMessage(type, body);
  }

  byte type() {
    return type;
  }

  byte[] body() {
    return body;
  }

  /** Of the same type. */
  WireMessage with(byte[] other) {
    return new WireMessage(type, other);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(type);
    out.writeInt(body.length + Integer.BYTES);
    out.write(body);
  }

  /** The n-th of the strings that the body begins with, from 0; each ends with a zero byte. */
  String string(int n) {
    int from = 0;
    for (int i = 0; i < n; i++) {
      from = end(from) + 1;
    }
    return new String(body, from, end(from) - from, StandardCharsets.UTF_8);
  }

  /** The parameters of a Bind that are sent as text; NULL and binary ones are left out. */
  List<String> parameters() {
    ByteBuffer bind = ByteBuffer.wrap(body);
    bind.position(end(end(0) + 1) + 1);
    short[] formats = new short[bind.getShort()];
    for (int i = 0; i < formats.length; i++) {
      formats[i] = bind.getShort();
    }
    int count = bind.getShort();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = bind.getInt();
      if (length >= 0) {
        byte[] value = new byte[length];
        bind.get(value);
        // No format: all are text; one: it is that of all.
        if (formats.length == 0 || formats[Math.min(i, formats.length - 1)] == 0) {
          texts.add(new String(value, StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }

  private int end(int from) {
    int end = from;
    while (body[end] != 0) {
      end++;
    }
    return end;
  }
}
