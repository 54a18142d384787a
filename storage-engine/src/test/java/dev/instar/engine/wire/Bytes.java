package dev.instar.engine.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts together what a client sends, right or wrong. */
final class Bytes {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Bytes int8(int value) {
    bytes.write(value);
    return this;
  }

  Bytes int16(int value) {
    return int8(value >> 8).int8(value);
  }

  Bytes int32(int value) {
    return int16(value >> 16).int16(value);
  }

  Bytes raw(byte[] raw) {
    bytes.writeBytes(raw);
    return this;
  }

  Bytes text(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  /** With the zero byte that ends it. */
  Bytes string(String text) {
    return text(text).int8(0);
  }

  byte[] toArray() {
    return bytes.toByteArray();
  }

  /** A message with this body. */
  byte[] message(char type) {
    return new Bytes().int8(type).raw(packet()).toArray();
  }

  /** A message without a type. */
  byte[] packet() {
    return new Bytes().int32(bytes.size() + 4).raw(toArray()).toArray();
  }

  /** The start-up packet of protocol 3.0. */
  static byte[] startup(String... parameters) {
    Bytes packet = new Bytes().int32(3 << 16);
    for (String parameter : parameters) {
      packet.string(parameter);
    }
    return packet.int8(0).packet();
  }
}
