package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which sequences a default takes its values from. Stateless. */
final class DefaultSequences {
  /** As the catalog keeps the name of a sequence in an expression. */
  private static final Pattern KEPT = Pattern.compile("nextval\\('(\\d+)'");

  private DefaultSequences() {}

  /** The sequences with which a default's text calls nextval. */
  static List<Sequence> of(String text, Catalog catalog) {
    List<Sequence> sequences = new ArrayList<>();
    if (text.contains("nextval")) {
      Matcher kept = KEPT.matcher(text);
      while (kept.find()) {
        catalog
            .find(Integer.parseUnsignedInt(kept.group(1)))
            .filter(Sequence.class::isInstance)
            .map(Sequence.class::cast)
            .ifPresent(sequences::add);
      }
    }
    return sequences;
  }
}
