package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;

/** CREATE FUNCTION and PROCEDURE, and DROP of routines and of other kinds the engine lacks. */
final class RoutineParser {
  /** What DROP takes by names, with or without arguments behind them. */
  private static final List<List<String>> DROPPED =
      List.of(
          List.of("function"),
          List.of("procedure"),
          List.of("routine"),
          List.of("aggregate"),
          List.of("materialized", "view"),
          List.of("statistics"),
          List.of("foreign", "table"));

  private final TokenStream tokens;
  private final NameParser names;
  private final TypeParser types;
  private final IndexParser indexes;
  private final StatementEnd end;

  RoutineParser(
      TokenStream tokens,
      NameParser names,
      TypeParser types,
      IndexParser indexes,
      StatementEnd end) {
    this.tokens = tokens;
    this.names = names;
    this.types = types;
    this.indexes = indexes;
    this.end = end;
  }

  /** From {@code FUNCTION | PROCEDURE} on. */
  Statement routine(boolean replace) {
    boolean procedure = tokens.next().isWord("procedure");
    QualifiedName name = functionName();
    int start = tokens.mark();
    List<String> inputs = inputs();
    tokens.goBackTo(start);
    String arguments = arguments();
    List<String> language = new ArrayList<>();
    List<String> volatility = new ArrayList<>();
    end.skip(
        () -> {
          language().ifPresent(language::add);
          if (tokens.atAnyOf("immutable", "stable", "volatile")) {
            volatility.add(tokens.peek().value().toUpperCase(Locale.ROOT));
          }
        });
    return new Outline.CreateRoutine(
        procedure,
        replace,
        name,
        arguments,
        inputs,
        language.stream().findFirst(),
        volatility.stream().findFirst());
  }

  /** What stands between the parentheses, without the defaults. */
  private String arguments() {
    tokens.expectSymbol("(");
    StringJoiner arguments = new StringJoiner(" ");
    boolean value = false;
    int depth = 0;
    while (depth > 0 || !tokens.atSymbol(")")) {
      if (tokens.atEnd()) {
        throw tokens.unexpected("\")\"");
      }
      depth += tokens.atSymbol("(") ? 1 : tokens.atSymbol(")") ? -1 : 0;
      if (depth == 0 && tokens.atSymbol(",")) {
        value = false;
      } else if (depth == 0 && (tokens.at("default") || tokens.atSymbol("="))) {
        value = true;
      }
      Token token = tokens.next();
      if (!value) {
        arguments.add(tokens.slice(token.span()));
      }
    }
    tokens.expectSymbol(")");
    return arguments.toString();
  }

  /**
   * The types of the input arguments, in the catalog's spelling; from the opening parenthesis to
   * behind the closing one.
   */
  private List<String> inputs() {
    List<String> inputs = new ArrayList<>();
    tokens.expectSymbol("(");
    while (!tokens.atSymbol(")")) {
      boolean output = tokens.at("out");
      mode();
      String type = type();
      if (!output) {
        inputs.add(type);
      }
      while (!atNextArgument()) {
        if (tokens.atEnd()) {
          throw tokens.unexpected("\")\"");
        }
        if (tokens.atSymbol("(")) {
          end.parenthesized();
        } else {
          tokens.next();
        }
      }
      tokens.acceptSymbol(",");
    }
    tokens.expectSymbol(")");
    return inputs;
  }

  private void mode() {
    if (tokens.accept("in")) {
      tokens.accept("out");
    } else if (!tokens.accept("out") && !tokens.accept("inout")) {
      tokens.accept("variadic");
    }
  }

  /** The type of an argument, with or without a name before it. */
  private String type() {
    int start = tokens.mark();
    try {
      String type = bareType();
      if (atNextArgument() || tokens.at("default") || tokens.atSymbol("=")) {
        return type;
      }
    } catch (SqlSyntaxException e) {
      // It is a name that no type has.
    }
    tokens.goBackTo(start);
    tokens.next();
    mode();
    return bareType();
  }

  private String bareType() {
    TypeName type = types.type();
    String suffix = tokens.acceptSymbol("%") ? "%" + tokens.next().value() : "";
    String schema = type.name().schema().map(s -> s + ".").orElse("");
    return schema + type.name().name() + suffix + (type.arrayDimensions() > 0 ? "[]" : "");
  }

  private boolean atNextArgument() {
    return tokens.atSymbol(",") || tokens.atSymbol(")");
  }

  /** A function's name may be a key word that no table's may. */
  private QualifiedName functionName() {
    return tokens.peek().isTypeOrFunctionName() ? names.type() : names.qualified("a function");
  }

  private Optional<String> language() {
    Token name = tokens.peek(1);
    boolean plain = name.isLabel() || name.kind() == Token.Kind.STRING;
    if (!tokens.at("language") || !plain) {
      return Optional.empty();
    }
    return Optional.of(
        name.kind() == Token.Kind.STRING
            ? Literals.string(name.value()).toLowerCase(Locale.ROOT)
            : name.value());
  }

  /** What follows DROP; empty for other kinds. */
  Optional<Statement> drop() {
    for (List<String> words : DROPPED) {
      if (tokens.accept(words.toArray(String[]::new))) {
        return Optional.of(drop(String.join(" ", words).toUpperCase(Locale.ROOT)));
      }
    }
    return Optional.empty();
  }

  private Statement drop(String kind) {
    boolean ifExists = tokens.accept("if", "exists");
    List<QualifiedName> list = new ArrayList<>();
    List<Optional<List<String>>> inputs = new ArrayList<>();
    do {
      list.add(functionName());
      boolean routine = tokens.atSymbol("(") && !kind.equals("AGGREGATE");
      inputs.add(routine ? Optional.of(inputs()) : Optional.empty());
      if (tokens.atSymbol("(")) {
        end.parenthesized();
      }
    } while (tokens.acceptSymbol(","));
    return new Outline.DropOthers(kind, list, inputs, ifExists, indexes.cascade());
  }
}
