package dev.instar.engine.type;

import java.nio.charset.StandardCharsets;

/**
 * Types that stand in signatures only. void has one value, which prints as nothing; of anyarray
 * some columns of the system's are, whose values are the text of an array of some type.
 */
final class PseudoCodec implements Codec<Object> {
  private final String type;

  PseudoCodec(String type) {
    this.type = type;
  }

  @Override
  public Object parse(String text, TextFormat format) {
    if (type.equals("void")) {
      return "";
    }
    throw InputErrors.noValues(type);
  }

  @Override
  public String print(Object value, TextFormat format) {
    return value instanceof String text ? text : "";
  }

  @Override
  public Object receive(byte[] binary) {
    return parse("", TextFormat.DEFAULT);
  }

  @Override
  public byte[] send(Object value) {
    return print(value, TextFormat.DEFAULT).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public int compare(Object left, Object right) {
    throw InputErrors.noOrder(type);
  }
}
