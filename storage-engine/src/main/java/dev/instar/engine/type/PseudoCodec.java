package dev.instar.engine.type;

/** Types that stand in signatures only. void has one value, which prints as nothing. */
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
    return "";
  }

  @Override
  public Object receive(byte[] binary) {
    return parse("", TextFormat.DEFAULT);
  }

  @Override
  public byte[] send(Object value) {
    return new byte[0];
  }

  @Override
  public int compare(Object left, Object right) {
    throw InputErrors.noOrder(type);
  }
}
