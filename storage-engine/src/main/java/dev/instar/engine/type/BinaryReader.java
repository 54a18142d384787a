package dev.instar.engine.type;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Function;

/** Reads a binary value and insists that it is all there, and that nothing is left. */
final class BinaryReader {
  private BinaryReader() {}

  static <T> T read(String type, byte[] binary, Function<ByteBuffer, T> reader) {
    ByteBuffer buffer = ByteBuffer.wrap(binary);
    T value;
    try {
      value = reader.apply(buffer);
    } catch (BufferUnderflowException e) {
      throw InputErrors.binary(type);
    }
    if (buffer.hasRemaining()) {
      throw InputErrors.binary(type);
    }
    return value;
  }
}
