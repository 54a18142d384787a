package dev.instar.engine.type;

/** char(n) and bpchar. */
final class PaddedTextCodec implements Codec<PaddedText> {
  @Override
  public PaddedText parse(String text, TextFormat format) {
    return new PaddedText(Utf8.checked(text));
  }

  @Override
  public String print(PaddedText value, TextFormat format) {
    return value.padded();
  }

  @Override
  public PaddedText receive(byte[] binary) {
    return new PaddedText(Utf8.decode(binary));
  }

  @Override
  public byte[] send(PaddedText value) {
    return Utf8.encode(value.padded());
  }

  @Override
  public int compare(PaddedText left, PaddedText right) {
    return left.compareTo(right);
  }
}
