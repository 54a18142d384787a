package dev.instar.engine.sql;

import dev.instar.engine.sql.Alteration.AlterPublication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** CREATE and ALTER PUBLICATION. */
final class PublicationParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;
  private final OptionParser options;

  PublicationParser(
      TokenStream tokens, NameParser names, ExpressionParser expressions, OptionParser options) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
    this.options = options;
  }

  Statement create() {
    tokens.expect("publication");
    String name = names.columnName("a name for the publication");
    boolean all = false;
    List<PublicationObject> objects = List.of();
    if (tokens.accept("for")) {
      all = tokens.accept("all");
      if (all) {
        tokens.expect("tables");
      } else {
        objects = objects();
      }
    }
    return new Definition.CreatePublication(name, all, objects, options.definition());
  }

  /** What follows ALTER PUBLICATION and its name, but for RENAME and OWNER. */
  Statement alter(String name) {
    if (tokens.accept("add")) {
      return new AlterPublication(name, AlterPublication.Change.ADD, objects());
    }
    if (tokens.accept("drop")) {
      return new AlterPublication(name, AlterPublication.Change.DROP, objects());
    }
    if (!tokens.accept("set")) {
      throw tokens.unexpected("ADD, SET, DROP, RENAME or OWNER");
    }
    return tokens.atSymbol("(")
        ? new Alteration.AlterPublicationOptions(name, options.definitionList())
        : new AlterPublication(name, AlterPublication.Change.SET, objects());
  }

  /** {@code TABLE t, u, TABLES IN SCHEMA s, …}: without key words it goes on as before. */
  private List<PublicationObject> objects() {
    List<PublicationObject> objects = new ArrayList<>();
    boolean schemas = false;
    do {
      boolean first = objects.isEmpty();
      if (tokens.accept("tables", "in")) {
        tokens.expect("schema");
        schemas = true;
      } else if (tokens.accept("table")) {
        schemas = false;
      } else if (first) {
        throw tokens.unexpected("TABLE or TABLES IN SCHEMA");
      }
      objects.add(schemas ? schema() : table());
    } while (tokens.acceptSymbol(","));
    return objects;
  }

  private PublicationObject schema() {
    return new PublicationObject.Schema(
        tokens.accept("current_schema")
            ? Optional.empty()
            : Optional.of(names.columnName("a schema")));
  }

  private PublicationObject table() {
    TableName table = expressions.queries().from().tableName();
    List<String> columns = tokens.atSymbol("(") ? names.columnList() : List.of();
    Optional<SqlFragment> where =
        tokens.accept("where") ? Optional.of(expressions.parenthesized()) : Optional.empty();
    return new PublicationObject.Table(table, columns, where);
  }
}
