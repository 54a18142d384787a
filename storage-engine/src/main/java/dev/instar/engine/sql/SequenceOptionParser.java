package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of sequences, as CREATE SEQUENCE and identity columns write them. */
final class SequenceOptionParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final TypeParser types;
  private final ValueParser values;

  SequenceOptionParser(TokenStream tokens, NameParser names, TypeParser types) {
    this.tokens = tokens;
    this.names = names;
    this.types = types;
    this.values = new ValueParser(tokens);
  }

  /**
   * Options in parentheses.
   *
   * @param text as written, without the parentheses
   */
  record Parenthesized(Optional<String> text, List<SequenceOption> options) {}

  /** {@code (option …)}, or nothing. */
  Parenthesized parenthesized() {
    if (!tokens.acceptSymbol("(")) {
      return new Parenthesized(Optional.empty(), List.of());
    }
    int start = tokens.mark();
    List<SequenceOption> options = new ArrayList<>();
    do {
      options.add(option());
    } while (!tokens.atSymbol(")"));
    String text = tokens.textSince(start);
    tokens.expectSymbol(")");
    return new Parenthesized(Optional.of(text), options);
  }

  /** Options up to the end of the statement. */
  List<SequenceOption> untilEnd() {
    List<SequenceOption> options = new ArrayList<>();
    while (!tokens.atEnd() && !tokens.atSymbol(";")) {
      options.add(option());
    }
    return options;
  }

  boolean comesNext() {
    return tokens.atAnyOf(
        "as",
        "cache",
        "maxvalue",
        "minvalue",
        "cycle",
        "no",
        "increment",
        "owned",
        "sequence",
        "start",
        "restart",
        "logged",
        "unlogged");
  }

  /** One option. */
  SequenceOption option() {
    Token token = tokens.peek();
    String word = token.kind() == Token.Kind.WORD ? token.value() : "";
    return switch (word) {
      case "as" -> {
        tokens.next();
        yield new SequenceOption.As(types.type());
      }
      case "cache" -> {
        tokens.next();
        yield new SequenceOption.Cache(values.number());
      }
      case "maxvalue" -> {
        tokens.next();
        yield new SequenceOption.MaxValue(Optional.of(values.number()));
      }
      case "minvalue" -> {
        tokens.next();
        yield new SequenceOption.MinValue(Optional.of(values.number()));
      }
      case "cycle" -> {
        tokens.next();
        yield new SequenceOption.Cycle(true);
      }
      case "logged", "unlogged" -> {
        tokens.next();
        yield new SequenceOption.Logged(word.equals("logged"));
      }
      case "no" -> {
        tokens.next();
        yield negated();
      }
      case "increment" -> {
        tokens.next();
        tokens.accept("by");
        yield new SequenceOption.Increment(values.number());
      }
      case "owned" -> {
        tokens.expect("owned", "by");
        yield ownedBy();
      }
      case "sequence" -> {
        tokens.expect("sequence", "name");
        yield new SequenceOption.Name(names.qualified("a sequence"));
      }
      case "start" -> {
        tokens.next();
        tokens.accept("with");
        yield new SequenceOption.Start(values.number());
      }
      case "restart" -> restart();
      default -> throw tokens.unexpected("a sequence option");
    };
  }

  private SequenceOption negated() {
    if (tokens.accept("cycle")) {
      return new SequenceOption.Cycle(false);
    }
    if (tokens.accept("maxvalue")) {
      return new SequenceOption.MaxValue(Optional.empty());
    }
    if (tokens.accept("minvalue")) {
      return new SequenceOption.MinValue(Optional.empty());
    }
    throw tokens.unexpected("CYCLE, MAXVALUE or MINVALUE");
  }

  /** {@code RESTART [[WITH] n]}. */
  SequenceOption restart() {
    tokens.expect("restart");
    boolean number = tokens.accept("with") || values.atNumber();
    return new SequenceOption.Restart(number ? Optional.of(values.number()) : Optional.empty());
  }

  /** {@code NONE} or {@code [schema.]table.column}. */
  private SequenceOption ownedBy() {
    Token first = tokens.peek();
    List<String> parts = new ArrayList<>();
    parts.add(names.columnName("a column or NONE"));
    while (tokens.acceptSymbol(".")) {
      parts.add(names.label("a column"));
    }
    if (parts.size() > 3) {
      throw tokens.unsupported(
          first, "names with a database in front are not supported: write schema.table.column");
    }
    Optional<QualifiedName> table =
        switch (parts.size()) {
          case 1 -> Optional.empty();
          case 2 -> Optional.of(QualifiedName.of(parts.getFirst()));
          default -> Optional.of(QualifiedName.of(parts.getFirst(), parts.get(1)));
        };
    return new SequenceOption.OwnedBy(table, parts.getLast());
  }
}
