package dev.instar.engine.plan;

/** How EXPLAIN calls relations. Stateless. */
final class Labels {
  private Labels() {}

  /** {@code Seq Scan on t a}. */
  static Description scan(String kind, String using, String relation, String alias) {
    String headline =
        kind
            + using
            + " on "
            + quoted(relation)
            + (alias.equals(relation) ? "" : " " + quoted(alias));
    return new Description(headline, kind, java.util.List.of(), java.util.List.of())
        .fact("Relation Name", relation)
        .fact("Alias", alias);
  }

  static String quoted(String name) {
    return name.matches("[a-z_][a-z0-9_$]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }
}
