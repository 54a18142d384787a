package dev.instar.engine.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What EXPLAIN says about one node, beside its figures.
 *
 * @param headline as the text form begins: {@code Index Scan using t_pkey on t}
 * @param kind {@code Node Type} of the other forms
 * @param facts what other forms say and the text's headline has in it already
 * @param details what all forms say
 */
public record Description(String headline, String kind, List<Item> facts, List<Item> details) {
  public Description {
    facts = List.copyOf(facts);
    details = List.copyOf(details);
  }

  /**
   * One of them.
   *
   * @param value a String, or a List of them
   */
  public record Item(String label, Object value) {}

  public static Description of(String kind) {
    return new Description(kind, kind, List.of(), List.of());
  }

  public Description fact(String label, Object value) {
    return new Description(headline, kind, plus(facts, label, value), details);
  }

  public Description detail(String label, Object value) {
    return new Description(headline, kind, facts, plus(details, label, value));
  }

  private static List<Item> plus(List<Item> items, String label, Object value) {
    List<Item> more = new ArrayList<>(items);
    more.add(new Item(label, value));
    return more;
  }
}
