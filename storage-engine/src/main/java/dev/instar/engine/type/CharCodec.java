package dev.instar.engine.type;

/** The one-byte type {@code "char"} of the catalogs. Bytes above 127 are written in octal. */
final class CharCodec implements Codec<Byte> {
  @Override
  public Byte parse(String text, TextFormat format) {
    if (text.length() == 4
        && text.charAt(0) == '\\'
        && text.substring(1).chars().allMatch(c -> c >= '0' && c <= '7')) {
      return (byte) Integer.parseInt(text.substring(1), 8);
    }
    return text.isEmpty() ? 0 : Utf8.encode(text.substring(0, text.offsetByCodePoints(0, 1)))[0];
  }

  @Override
  public String print(Byte value, TextFormat format) {
    int code = Byte.toUnsignedInt(value);
    if (code == 0) {
      return "";
    }
    return code < 0x80
        ? String.valueOf((char) code)
        : "\\"
            + (char) ('0' + (code >> 6))
            + (char) ('0' + ((code >> 3) & 7))
            + (char) ('0' + (code & 7));
  }

  @Override
  public Byte receive(byte[] binary) {
    return BinaryReader.read("\"char\"", binary, b -> b.get());
  }

  @Override
  public byte[] send(Byte value) {
    return new byte[] {value};
  }

  @Override
  public int compare(Byte left, Byte right) {
    return Byte.compareUnsigned(left, right);
  }
}
