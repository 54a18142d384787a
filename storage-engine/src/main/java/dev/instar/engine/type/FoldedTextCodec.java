package dev.instar.engine.type;

/** citext, of the extension of that name. */
final class FoldedTextCodec implements Codec<FoldedText> {
  @Override
  public FoldedText parse(String text, TextFormat format) {
    return new FoldedText(Utf8.checked(text));
  }

  @Override
  public String print(FoldedText value, TextFormat format) {
    return value.text();
  }

  @Override
  public FoldedText receive(byte[] binary) {
    return new FoldedText(Utf8.decode(binary));
  }

  @Override
  public byte[] send(FoldedText value) {
    return Utf8.encode(value.text());
  }

  @Override
  public int compare(FoldedText left, FoldedText right) {
    return left.compareTo(right);
  }
}
