package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;

/** The columns and the target of a foreign key, as table and column constraints write them. */
final class ForeignKeyParser {
  private final TokenStream tokens;
  private final NameParser names;

  ForeignKeyParser(TokenStream tokens, NameParser names) {
    this.tokens = tokens;
    this.names = names;
  }

  /** {@code (column, …)} of either end. */
  List<String> columns() {
    tokens.expectSymbol("(");
    List<String> columns = new ArrayList<>();
    do {
      // A column may be called period: then a comma or parenthesis follows.
      if (tokens.peek(1).isColumnName()) {
        refuseTemporal("period");
      }
      columns.add(names.columnName("a column"));
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return columns;
  }

  void refuseTemporal(String... words) {
    if (tokens.at(words)) {
      throw tokens.unsupported(
          tokens.peek(),
          "temporal keys (WITHOUT OVERLAPS, PERIOD) of PostgreSQL 18 are not supported yet");
    }
  }

  /** What follows REFERENCES, up to the constraint's attributes. */
  ForeignKeyTarget target() {
    QualifiedName table = names.qualified("a table");
    List<String> columns = tokens.atSymbol("(") ? columns() : List.of();
    String match = match();
    String onDelete = "NO ACTION";
    String onUpdate = "NO ACTION";
    boolean deleteSeen = false;
    boolean updateSeen = false;
    while (true) {
      if (!deleteSeen && tokens.accept("on", "delete")) {
        deleteSeen = true;
        onDelete = action(true);
      } else if (!updateSeen && tokens.accept("on", "update")) {
        updateSeen = true;
        onUpdate = action(false);
      } else {
        return new ForeignKeyTarget(table, columns, match, onDelete, onUpdate);
      }
    }
  }

  private String match() {
    if (!tokens.accept("match")) {
      return "SIMPLE";
    }
    if (tokens.at("partial")) {
      throw tokens.unsupported(tokens.peek(), "PostgreSQL has not implemented MATCH PARTIAL");
    }
    if (tokens.accept("full")) {
      return "FULL";
    }
    tokens.expect("simple");
    return "SIMPLE";
  }

  private String action(boolean columnsMayFollow) {
    if (tokens.accept("no")) {
      tokens.expect("action");
      return "NO ACTION";
    }
    if (tokens.accept("restrict")) {
      return "RESTRICT";
    }
    if (tokens.accept("cascade")) {
      return "CASCADE";
    }
    if (!tokens.accept("set")) {
      throw tokens.unexpected("NO ACTION, RESTRICT, CASCADE, SET NULL or SET DEFAULT");
    }
    String action = tokens.accept("null") ? "SET NULL" : setDefault();
    if (!tokens.atSymbol("(")) {
      return action;
    }
    if (!columnsMayFollow) {
      throw tokens.unsupported(
          tokens.peek(), "a column list with " + action + " is only supported for ON DELETE");
    }
    int start = tokens.mark();
    names.columnList();
    return action + " " + tokens.textSince(start);
  }

  private String setDefault() {
    if (!tokens.accept("default")) {
      throw tokens.unexpected("NULL or DEFAULT");
    }
    return "SET DEFAULT";
  }
}
