package dev.instar.engine.sql;

import dev.instar.engine.sql.Definition.Persistence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** CREATE of schemas, sequences, views, enums, domains, databases and extensions. */
final class CreateParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ValueParser values;
  private final ExpressionParser expressions;
  private final OptionParser options;
  private final ColumnParser columns;

  CreateParser(
      TokenStream tokens,
      NameParser names,
      ExpressionParser expressions,
      OptionParser options,
      ColumnParser columns) {
    this.tokens = tokens;
    this.names = names;
    this.values = new ValueParser(tokens);
    this.expressions = expressions;
    this.options = options;
    this.columns = columns;
  }

  Statement schema() {
    tokens.expect("schema");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    Optional<String> name =
        tokens.at("authorization")
            ? Optional.empty()
            : Optional.of(names.columnName("a name for the schema"));
    Optional<String> role =
        tokens.accept("authorization") ? Optional.of(names.role()) : Optional.empty();
    if (tokens.atAnyOf("create", "grant")) {
      throw tokens.unsupported(
          tokens.peek(), "CREATE SCHEMA with what it holds is not supported: write it behind");
    }
    return new Definition.CreateSchema(name, ifNotExists, role);
  }

  Statement sequence(Persistence persistence) {
    tokens.expect("sequence");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    QualifiedName name = names.qualified("a name for the sequence");
    return new Definition.CreateSequence(
        name, ifNotExists, persistence, options.sequences().untilEnd());
  }

  Statement view(boolean replace, Persistence persistence) {
    tokens.expect("view");
    QualifiedName name = names.qualified("a name for the view");
    List<String> list = tokens.atSymbol("(") ? names.columnList() : List.of();
    Map<String, String> parameters = tokens.accept("with") ? options.parenthesized() : Map.of();
    tokens.expect("as");
    int start = tokens.mark();
    Query query = expressions.queries().query();
    String text = tokens.textSince(start);
    return new Definition.CreateView(
        name, replace, persistence, list, parameters, query, text, checkOption());
  }

  private Optional<String> checkOption() {
    if (!tokens.accept("with")) {
      return Optional.empty();
    }
    boolean local = tokens.accept("local");
    if (!local) {
      tokens.accept("cascaded");
    }
    tokens.expect("check", "option");
    return Optional.of(local ? "LOCAL" : "CASCADED");
  }

  /** CREATE TYPE, of which enums are known. */
  Statement type() {
    tokens.expect("type");
    QualifiedName name = names.qualified("a name for the type");
    if (!tokens.at("as", "enum")) {
      boolean other =
          tokens.atSymbol("(") || tokens.at("as") || tokens.atEnd() || tokens.atSymbol(";");
      throw other
          ? tokens.unsupported(tokens.peek(), "CREATE TYPE of anything but enums is not supported")
          : tokens.unexpected("AS ENUM");
    }
    tokens.expect("as", "enum");
    tokens.expectSymbol("(");
    List<String> labels = new ArrayList<>();
    if (!tokens.atSymbol(")")) {
      do {
        labels.add(values.string("a label"));
      } while (tokens.acceptSymbol(","));
    }
    tokens.expectSymbol(")");
    return new Definition.CreateEnum(name, labels);
  }

  Statement domain() {
    tokens.expect("domain");
    QualifiedName name = names.qualified("a name for the domain");
    tokens.accept("as");
    TypeName type = expressions.types().type();
    Optional<QualifiedName> collation = Optional.empty();
    List<ColumnConstraint> constraints = new ArrayList<>();
    while (true) {
      if (tokens.accept("collate")) {
        collation = Optional.of(names.qualified("a collation"));
        continue;
      }
      Optional<ColumnConstraint> constraint = columns.constraint();
      if (constraint.isEmpty()) {
        return new Definition.CreateDomain(name, type, collation, constraints);
      }
      constraints.add(constraint.get());
    }
  }

  Statement database() {
    tokens.expect("database");
    String name = names.columnName("a name for the database");
    tokens.accept("with");
    return new Definition.CreateDatabase(name, databaseOptions());
  }

  /** {@code name [=] value …} up to the end of the statement. */
  List<UtilityOption> databaseOptions() {
    List<UtilityOption> list = new ArrayList<>();
    while (!tokens.atEnd() && !tokens.atSymbol(";")) {
      Position position = tokens.here();
      String name = databaseOption();
      tokens.acceptSymbol("=");
      Optional<String> value = Optional.empty();
      if (!tokens.accept("default")) {
        value = values.optional();
        if (value.isEmpty()) {
          throw tokens.unexpected("a value");
        }
      }
      list.add(ValueParser.option(name, value, position));
    }
    return list;
  }

  private String databaseOption() {
    if (tokens.accept("connection", "limit")) {
      return "connection_limit";
    }
    Token token = tokens.peek();
    boolean plain =
        token.kind() == Token.Kind.QUOTED_NAME
            || (token.kind() == Token.Kind.WORD && !Keywords.isKeyword(token.value()));
    if (!plain && !tokens.atAnyOf("encoding", "location", "owner", "tablespace", "template")) {
      throw tokens.unexpected("an option of the database");
    }
    return tokens.next().value().toLowerCase(Locale.ROOT);
  }

  Statement extension() {
    tokens.expect("extension");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    String name = names.columnName("an extension");
    tokens.accept("with");
    Optional<String> schema = Optional.empty();
    Optional<String> version = Optional.empty();
    boolean cascade = false;
    while (true) {
      if (tokens.accept("schema")) {
        schema = Optional.of(names.columnName("a schema"));
      } else if (tokens.accept("version")) {
        version = Optional.of(values.wordOrString("a version"));
      } else if (tokens.accept("cascade")) {
        cascade = true;
      } else if (tokens.at("from")) {
        throw tokens.unsupported(tokens.peek(), "CREATE EXTENSION ... FROM is no longer supported");
      } else {
        return new Definition.CreateExtension(name, ifNotExists, schema, version, cascade);
      }
    }
  }
}
