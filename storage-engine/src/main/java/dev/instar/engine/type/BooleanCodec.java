package dev.instar.engine.type;

import java.util.Locale;

/** boolean: any unique beginning of true, false, yes, no; on, off, 1, 0. */
final class BooleanCodec implements Codec<Boolean> {
  @Override
  public Boolean parse(String text, TextFormat format) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (!word.isEmpty()) {
      if ("true".startsWith(word)
          || "yes".startsWith(word)
          || word.equals("on")
          || word.equals("1")) {
        return true;
      }
      if ("false".startsWith(word)
          || "no".startsWith(word)
          || (word.length() > 1 && "off".startsWith(word))
          || word.equals("0")) {
        return false;
      }
    }
    throw InputErrors.syntax("boolean", text);
  }

  @Override
  public String print(Boolean value, TextFormat format) {
    return value ? "t" : "f";
  }

  @Override
  public Boolean receive(byte[] binary) {
    return BinaryReader.read("boolean", binary, b -> b.get() != 0);
  }

  @Override
  public byte[] send(Boolean value) {
    return new byte[] {(byte) (value ? 1 : 0)};
  }

  @Override
  public int compare(Boolean left, Boolean right) {
    return Boolean.compare(left, right);
  }
}
