package dev.instar.engine.sql;

import java.util.Optional;

/** CLUSTER. */
record ClusterParser(TokenStream tokens, NameParser names) {
  Statement cluster() {
    tokens.expect("cluster");
    if (tokens.atSymbol("(")) {
      new ValueParser(tokens).utilityOptions();
    } else {
      tokens.accept("verbose");
    }
    if (!tokens.peek().isColumnName()) {
      return new Outline.Cluster(Optional.empty(), Optional.empty());
    }
    QualifiedName first = names.qualified("a table");
    // The old form names the index first.
    if (first.schema().isEmpty() && tokens.accept("on")) {
      QualifiedName table = names.qualified("a table");
      return new Outline.Cluster(Optional.of(table), Optional.of(first.name()));
    }
    Optional<String> index =
        tokens.accept("using") ? Optional.of(names.columnName("an index")) : Optional.empty();
    return new Outline.Cluster(Optional.of(first), index);
  }
}
