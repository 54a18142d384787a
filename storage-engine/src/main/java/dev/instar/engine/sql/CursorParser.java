package dev.instar.engine.sql;

import dev.instar.engine.sql.Cursor.Direction;
import dev.instar.engine.sql.Token.Kind;
import java.util.Optional;
import java.util.OptionalLong;

/** DECLARE, FETCH, MOVE and CLOSE. */
final class CursorParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ValueParser values;
  private final QueryParser queries;

  CursorParser(TokenStream tokens, NameParser names, QueryParser queries) {
    this.tokens = tokens;
    this.names = names;
    this.values = new ValueParser(tokens);
    this.queries = queries;
  }

  Statement declare() {
    tokens.expect("declare");
    String name = names.columnName("a cursor");
    boolean binary = false;
    Optional<Boolean> scroll = Optional.empty();
    while (true) {
      if (tokens.accept("binary")) {
        binary = true;
      } else if (tokens.accept("no")) {
        tokens.expect("scroll");
        scroll = Optional.of(false);
      } else if (tokens.accept("scroll")) {
        scroll = Optional.of(true);
      } else if (!tokens.accept("insensitive") && !tokens.accept("asensitive")) {
        break;
      }
    }
    tokens.expect("cursor");
    boolean hold = tokens.accept("with");
    if (hold || tokens.accept("without")) {
      tokens.expect("hold");
    }
    tokens.expect("for");
    return new Cursor.Declare(name, binary, scroll, hold, queries.query());
  }

  Statement close() {
    tokens.expect("close");
    return new Cursor.Close(
        tokens.accept("all") ? Optional.empty() : Optional.of(names.columnName("a cursor")));
  }

  /** Everything from FETCH or MOVE on. */
  Statement fetch() {
    boolean move = tokens.next().isWord("move");
    Token first = tokens.peek();
    if (cursorComesNext()) {
      return fetch(move, Direction.FORWARD, OptionalLong.of(1));
    }
    if (first.kind() == Kind.WORD) {
      switch (first.value()) {
        case "next" -> {
          return word(move, Direction.FORWARD, 1);
        }
        case "prior" -> {
          return word(move, Direction.BACKWARD, 1);
        }
        case "first" -> {
          return word(move, Direction.ABSOLUTE, 1);
        }
        case "last" -> {
          return word(move, Direction.ABSOLUTE, -1);
        }
        case "absolute", "relative" -> {
          tokens.next();
          Direction direction = first.isWord("absolute") ? Direction.ABSOLUTE : Direction.RELATIVE;
          return fetch(move, direction, OptionalLong.of(values.integer()));
        }
        case "forward", "backward" -> {
          tokens.next();
          Direction direction = first.isWord("forward") ? Direction.FORWARD : Direction.BACKWARD;
          return fetch(move, direction, count());
        }
        default -> {}
      }
    }
    boolean counted = tokens.at("all") || values.atNumber();
    return fetch(move, Direction.FORWARD, counted ? count() : OptionalLong.of(1));
  }

  /** Whether a cursor comes next whose name is one of the words of directions. */
  private boolean cursorComesNext() {
    Token next = tokens.peek(1);
    return next.kind() == Kind.END || next.isSymbol(";");
  }

  private Statement word(boolean move, Direction direction, long count) {
    tokens.next();
    return fetch(move, direction, OptionalLong.of(count));
  }

  private OptionalLong count() {
    if (tokens.accept("all")) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(values.atNumber() ? values.integer() : 1);
  }

  private Statement fetch(boolean move, Direction direction, OptionalLong count) {
    if (!tokens.accept("from")) {
      tokens.accept("in");
    }
    return new Cursor.Fetch(names.columnName("a cursor"), move, direction, count);
  }
}
