package dev.instar.engine.type;

/** json: text that was checked, and kept as written. It has no equality and no order. */
final class JsonCodec implements Codec<String> {
  @Override
  public String parse(String text, TextFormat format) {
    JsonReader.validate(Utf8.checked(text));
    return text;
  }

  @Override
  public String print(String value, TextFormat format) {
    return value;
  }

  @Override
  public String receive(byte[] binary) {
    return parse(Utf8.decode(binary), TextFormat.DEFAULT);
  }

  @Override
  public byte[] send(String value) {
    return Utf8.encode(value);
  }

  @Override
  public int compare(String left, String right) {
    throw InputErrors.noOrder("json");
  }
}
