package dev.instar.engine.type;

/** A value of char(n): blanks at its end are kept, and do not count. Immutable. */
public final class PaddedText implements Comparable<PaddedText> {
  private final String text;

  public PaddedText(String text) {
    this.text = text;
  }

  /** With its blanks. */
  public String padded() {
    return text;
  }

  /** Without them, as every conversion to another type sees it. */
  public String stripped() {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  @Override
  public int compareTo(PaddedText other) {
    return Utf8.compare(stripped(), other.stripped());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PaddedText padded && stripped().equals(padded.stripped());
  }

  @Override
  public int hashCode() {
    return stripped().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
