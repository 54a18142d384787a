package dev.instar.migrator.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What somebody may have meant who wrote something that is not there. Pure. */
public final class Spelling {
  private static final int SUGGESTIONS_MAX = 3;

  private Spelling() {}

  /**
   * Those of the words that are spelled much like this one, the nearest first: at most a third of
   * its letters differ, or it is part of theirs.
   */
  public static List<String> near(String written, Stream<String> words) {
    String meant = plain(written);
    int most = Math.max(2, meant.length() / 3);
    record Candidate(String word, int distance) {}
    return words
        .map(word -> new Candidate(word, distance(meant, plain(word))))
        .filter(
            c -> c.distance() <= most || (meant.length() > 2 && plain(c.word()).contains(meant)))
        .sorted(Comparator.comparing(Candidate::distance).thenComparing(Candidate::word))
        .limit(SUGGESTIONS_MAX)
        .map(Candidate::word)
        .toList();
  }

  /** In capitals, with hyphens for underscores. */
  public static String plain(String code) {
    return code.toUpperCase(Locale.ROOT).replace('_', '-');
  }

  /** How many letters have to be put in, left out or changed (Levenshtein). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
