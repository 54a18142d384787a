package dev.instar.engine.type;

import java.util.Arrays;

/** jsonb. In binary it is a byte 1, then the text. */
final class JsonbCodec implements Codec<JsonValue> {
  private static final byte VERSION = 1;

  @Override
  public JsonValue parse(String text, TextFormat format) {
    return JsonReader.parse(Utf8.checked(text));
  }

  @Override
  public String print(JsonValue value, TextFormat format) {
    return JsonPrinter.print(value);
  }

  @Override
  public JsonValue receive(byte[] binary) {
    if (binary.length == 0 || binary[0] != VERSION) {
      throw InputErrors.binary("jsonb");
    }
    return JsonReader.parse(Utf8.decode(Arrays.copyOfRange(binary, 1, binary.length)));
  }

  @Override
  public byte[] send(JsonValue value) {
    byte[] text = Utf8.encode(JsonPrinter.print(value));
    byte[] binary = new byte[text.length + 1];
    binary[0] = VERSION;
    System.arraycopy(text, 0, binary, 1, text.length);
    return binary;
  }

  @Override
  public byte[] image(JsonValue value) {
    return JsonbImage.of(value);
  }

  @Override
  public int compare(JsonValue left, JsonValue right) {
    return left.compareTo(right);
  }
}
