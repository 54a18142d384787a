package dev.instar.engine.type;

import java.util.Locale;

/** A value of citext: what it was written as, compared in lower case. Immutable. */
public final class FoldedText implements Comparable<FoldedText> {
  private final String text;

  public FoldedText(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** What it is compared by. */
  public String folded() {
    return text.toLowerCase(Locale.ROOT);
  }

  @Override
  public int compareTo(FoldedText other) {
    return Utf8.compare(folded(), other.folded());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FoldedText folded && folded().equals(folded.folded());
  }

  @Override
  public int hashCode() {
    return folded().hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
