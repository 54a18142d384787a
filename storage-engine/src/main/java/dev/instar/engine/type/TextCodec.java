package dev.instar.engine.type;

/** text, varchar, unknown and, cut at {@code maxBytes}, name. */
final class TextCodec implements Codec<String> {
  /** Bytes of a name, without the 0 that ends it. */
  static final int NAME_BYTES = 63;

  private final int maxBytes;

  TextCodec(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public String parse(String text, TextFormat format) {
    return Utf8.truncate(Utf8.checked(text), maxBytes);
  }

  @Override
  public String print(String value, TextFormat format) {
    return value;
  }

  @Override
  public String receive(byte[] binary) {
    return Utf8.truncate(Utf8.decode(binary), maxBytes);
  }

  @Override
  public byte[] send(String value) {
    return Utf8.encode(value);
  }

  @Override
  public int compare(String left, String right) {
    return Utf8.compare(left, right);
  }
}
