package dev.instar.engine.sql;

import dev.instar.engine.sql.Modification.CopySource;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * COPY from and to the client. Its options of old, which stand without parentheses, come as those
 * of the new syntax: {@code CSV} as {@code format csv}, {@code FORCE QUOTE a} as {@code
 * force_quote}.
 */
final class CopyParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ValueParser values;
  private final QueryParser queries;

  CopyParser(TokenStream tokens, NameParser names, QueryParser queries) {
    this.tokens = tokens;
    this.names = names;
    this.values = new ValueParser(tokens);
    this.queries = queries;
  }

  Statement copy() {
    tokens.expect("copy");
    if (tokens.acceptSymbol("(")) {
      Statement statement = queries.queryOrModification(false);
      tokens.expectSymbol(")");
      tokens.expect("to");
      client();
      tokens.accept("with");
      return new Modification.CopyOut(new CopySource.Rows(statement), options());
    }
    List<UtilityOption> options = new ArrayList<>();
    Position position = tokens.here();
    // BINARY is a key word that names no table.
    if (tokens.accept("binary")) {
      options.add(new UtilityOption("format", List.of("binary"), position));
    }
    QualifiedName table = names.qualified("a table");
    List<String> columns = tokens.atSymbol("(") ? names.columnList() : List.of();
    boolean in = tokens.accept("from");
    if (!in) {
      tokens.expect("to");
    }
    client();
    options.addAll(delimiters());
    tokens.accept("with");
    options.addAll(options());
    Token where = tokens.peek();
    Optional<Expression> condition = queries.clauses().where();
    if (in) {
      return new Modification.CopyIn(table, columns, options, condition);
    }
    if (condition.isPresent()) {
      throw tokens.malformed(where, "WHERE clause not allowed with COPY TO");
    }
    return new Modification.CopyOut(new CopySource.Table(table, columns), options);
  }

  private void client() {
    Token token = tokens.peek();
    boolean program = tokens.at("program");
    if (program || values.atString()) {
      throw tokens.unsupported(
          token, "COPY from or to a file or program of the server is not supported");
    }
    if (!tokens.accept("stdin") && !tokens.accept("stdout")) {
      throw tokens.unexpected("STDIN or STDOUT");
    }
  }

  private List<UtilityOption> delimiters() {
    Position position = tokens.here();
    boolean using = tokens.accept("using");
    if (!tokens.accept("delimiters")) {
      if (using) {
        throw tokens.unexpected("DELIMITERS");
      }
      return List.of();
    }
    return List.of(new UtilityOption("delimiter", List.of(string()), position));
  }

  private List<UtilityOption> options() {
    List<UtilityOption> options = new ArrayList<>();
    if (tokens.acceptSymbol("(")) {
      do {
        options.add(option());
      } while (tokens.acceptSymbol(","));
      tokens.expectSymbol(")");
      return options;
    }
    while (tokens.peek().kind() == Kind.WORD) {
      Optional<UtilityOption> option = oldOption();
      if (option.isEmpty()) {
        break;
      }
      options.add(option.get());
    }
    return options;
  }

  private UtilityOption option() {
    Position position = tokens.here();
    String name = names.label("an option").toLowerCase(Locale.ROOT);
    if (tokens.acceptSymbol("*")) {
      return new UtilityOption(name, List.of("*"), position);
    }
    if (tokens.accept("default")) {
      return new UtilityOption(name, List.of("default"), position);
    }
    if (!tokens.acceptSymbol("(")) {
      return ValueParser.option(name, values.optional(), position);
    }
    List<String> list = new ArrayList<>();
    do {
      list.add(values.booleanOrString("a column"));
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return new UtilityOption(name, list, position);
  }

  private Optional<UtilityOption> oldOption() {
    Position position = tokens.here();
    String word = tokens.peek().value();
    switch (word) {
      case "binary", "csv" -> {
        tokens.next();
        return Optional.of(new UtilityOption("format", List.of(word), position));
      }
      case "freeze", "header" -> {
        tokens.next();
        return Optional.of(new UtilityOption(word, List.of("true"), position));
      }
      case "delimiter", "null", "quote", "escape" -> {
        tokens.next();
        tokens.accept("as");
        return Optional.of(new UtilityOption(word, List.of(string()), position));
      }
      case "encoding" -> {
        tokens.next();
        return Optional.of(new UtilityOption(word, List.of(string()), position));
      }
      case "force" -> {
        tokens.next();
        return Optional.of(force(position));
      }
      default -> {
        return Optional.empty();
      }
    }
  }

  private UtilityOption force(Position position) {
    String name;
    if (tokens.accept("quote")) {
      name = "force_quote";
    } else if (tokens.accept("not")) {
      tokens.expect("null");
      name = "force_not_null";
    } else {
      tokens.expect("null");
      name = "force_null";
    }
    if (tokens.acceptSymbol("*")) {
      return new UtilityOption(name, List.of("*"), position);
    }
    List<String> columns = new ArrayList<>();
    do {
      columns.add(names.columnName("a column"));
    } while (tokens.acceptSymbol(","));
    return new UtilityOption(name, columns, position);
  }

  private String string() {
    return values.string("a string");
  }
}
