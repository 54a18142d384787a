package dev.instar.engine.sql;

import dev.instar.engine.sql.Outline.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Triggers, policies, rules and extended statistics: what hangs on a table. */
final class TablePartParser {
  private static final ConstraintAttributes.Allowed OF_TRIGGER =
      new ConstraintAttributes.Allowed(false, true, false, false, false);

  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;
  private final IndexParser indexes;
  private final StatementEnd end;

  TablePartParser(
      TokenStream tokens,
      NameParser names,
      ExpressionParser expressions,
      IndexParser indexes,
      StatementEnd end) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
    this.indexes = indexes;
    this.end = end;
  }

  /** The kind whose key word comes next. */
  Optional<Part> kind() {
    for (Part part : Part.values()) {
      if (tokens.at(part.name().toLowerCase(Locale.ROOT))) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  /** From {@code [CONSTRAINT] TRIGGER} on. */
  Statement trigger(boolean replace) {
    boolean constraint = tokens.accept("constraint");
    tokens.expect("trigger");
    String name = names.columnName("a name for the trigger");
    String time = time();
    List<String> events = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    do {
      events.add(event(columns));
    } while (tokens.accept("or"));
    tokens.expect("on");
    QualifiedName table = names.qualified("a table");
    Optional<QualifiedName> referenced =
        tokens.accept("from") ? Optional.of(names.qualified("a table")) : Optional.empty();
    if (constraint) {
      ConstraintAttributes.read(tokens, "constraint trigger", OF_TRIGGER);
    }
    transitionTables();
    boolean eachRow = eachRow();
    if (tokens.accept("when")) {
      expressions.parenthesized();
    }
    tokens.expect("execute");
    if (!tokens.accept("procedure")) {
      tokens.expect("function");
    }
    QualifiedName function = names.qualified("a function");
    end.parenthesized();
    return new Outline.CreateTrigger(
        replace, constraint, name, time, events, columns, table, referenced, eachRow, function);
  }

  private String time() {
    if (tokens.accept("instead")) {
      tokens.expect("of");
      return "INSTEAD OF";
    }
    if (!tokens.atAnyOf("before", "after")) {
      throw tokens.unexpected("BEFORE, AFTER or INSTEAD OF");
    }
    return tokens.next().value().toUpperCase(Locale.ROOT);
  }

  private String event(List<String> columns) {
    if (!tokens.atAnyOf("insert", "update", "delete", "truncate")) {
      throw tokens.unexpected("INSERT, UPDATE, DELETE or TRUNCATE");
    }
    String event = tokens.next().value().toUpperCase(Locale.ROOT);
    if (event.equals("UPDATE") && tokens.accept("of")) {
      do {
        columns.add(names.columnName("a column"));
      } while (tokens.acceptSymbol(","));
    }
    return event;
  }

  private void transitionTables() {
    if (!tokens.accept("referencing")) {
      return;
    }
    do {
      tokens.next();
      if (!tokens.accept("table")) {
        tokens.expect("row");
      }
      tokens.accept("as");
      names.columnName("a name");
    } while (tokens.atAnyOf("old", "new"));
  }

  private boolean eachRow() {
    if (!tokens.accept("for")) {
      return false;
    }
    tokens.accept("each");
    if (tokens.accept("row")) {
      return true;
    }
    tokens.expect("statement");
    return false;
  }

  Statement policy() {
    tokens.expect("policy");
    String name = names.columnName("a name for the policy");
    tokens.expect("on");
    QualifiedName table = names.qualified("a table");
    if (tokens.accept("as")) {
      names.columnName("PERMISSIVE or RESTRICTIVE");
    }
    if (tokens.accept("for") && !tokens.atAnyOf("all", "select", "insert", "update", "delete")) {
      throw tokens.unexpected("ALL, SELECT, INSERT, UPDATE or DELETE");
    }
    end.skip();
    return new Outline.CreatePolicy(name, table);
  }

  Statement rule(boolean replace) {
    tokens.expect("rule");
    String name = names.columnName("a name for the rule");
    tokens.expect("as", "on");
    if (!tokens.atAnyOf("select", "insert", "update", "delete")) {
      throw tokens.unexpected("SELECT, INSERT, UPDATE or DELETE");
    }
    String event = tokens.next().value().toUpperCase(Locale.ROOT);
    tokens.expect("to");
    QualifiedName table = names.qualified("a table");
    if (!tokens.atAnyOf("where", "do")) {
      throw tokens.unexpected("WHERE or DO");
    }
    end.skip();
    return new Outline.CreateRule(replace, name, event, table);
  }

  Statement statistics() {
    tokens.expect("statistics");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    boolean named = ifNotExists || !(tokens.at("on") || tokens.atSymbol("("));
    Optional<QualifiedName> name =
        named ? Optional.of(names.qualified("a name for the statistics")) : Optional.empty();
    if (tokens.atSymbol("(")) {
      names.columnList();
    }
    tokens.expect("on");
    expressions.list();
    tokens.expect("from");
    return new Outline.CreateStatistics(name, ifNotExists, names.qualified("a table"));
  }

  /** Everything from the kind on. */
  Statement alter(Part part) {
    tokens.next();
    String name = names.columnName("a name");
    tokens.expect("on");
    QualifiedName table = names.qualified("a table");
    if (tokens.accept("rename", "to")) {
      String newName = names.columnName("a new name");
      return new Outline.AlterPart(part, name, table, Optional.of(newName));
    }
    if (part == Part.RULE || end.comesNext()) {
      throw tokens.unexpected("RENAME TO");
    }
    end.skip();
    return new Outline.AlterPart(part, name, table, Optional.empty());
  }

  /** Everything from the kind on. */
  Statement drop(Part part) {
    tokens.next();
    boolean ifExists = tokens.accept("if", "exists");
    String name = names.columnName("a name");
    tokens.expect("on");
    QualifiedName table = names.qualified("a table");
    return new Outline.DropPart(part, name, table, ifExists, indexes.cascade());
  }
}
