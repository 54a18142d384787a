package dev.instar.engine.sql;

import dev.instar.engine.sql.QueryBody.NamedWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The clauses that queries, calls and modifications share: targets, orders and windows. */
final class ClauseParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;

  ClauseParser(TokenStream tokens, NameParser names, ExpressionParser expressions) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
  }

  /** {@code target, …}. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    do {
      targets.add(target());
    } while (tokens.acceptSymbol(","));
    return targets;
  }

  private Target target() {
    Position position = tokens.here();
    if (tokens.acceptSymbol("*")) {
      return new Target(new Expression.Star(List.of(), position), Optional.empty(), position);
    }
    return new Target(expressions.target(), label(), position);
  }

  private Optional<String> label() {
    if (tokens.accept("as")) {
      return Optional.of(names.label("a name for the column"));
    }
    return tokens.peek().isBareLabel() ? Optional.of(tokens.next().value()) : Optional.empty();
  }

  /** {@code RETURNING target, …}, or nothing. */
  List<Target> returning() {
    if (!tokens.accept("returning")) {
      return List.of();
    }
    if (tokens.at("with")) {
      throw tokens.unsupported(tokens.peek(), "RETURNING WITH is not supported");
    }
    return targets();
  }

  /** {@code WHERE expression}, or nothing. */
  Optional<Expression> where() {
    if (!tokens.accept("where")) {
      return Optional.empty();
    }
    if (tokens.at("current", "of")) {
      throw tokens.unsupported(tokens.peek(), "WHERE CURRENT OF is not supported");
    }
    return Optional.of(expressions.root());
  }

  /** {@code ORDER BY key, …}, or nothing. */
  List<OrderKey> orderBy() {
    if (!tokens.accept("order")) {
      return List.of();
    }
    tokens.expect("by");
    List<OrderKey> keys = new ArrayList<>();
    do {
      keys.add(orderKey());
    } while (tokens.acceptSymbol(","));
    return keys;
  }

  private OrderKey orderKey() {
    Position position = tokens.here();
    Expression expression = expressions.root();
    Optional<String> using = Optional.empty();
    boolean descending = false;
    if (tokens.accept("using")) {
      using = Optional.of(expressions.operator());
    } else {
      descending = descending();
    }
    return new OrderKey(expression, descending, using, nulls(), position);
  }

  /** {@code [ASC | DESC]}; whether it was DESC. */
  boolean descending() {
    return !tokens.accept("asc") && tokens.accept("desc");
  }

  /** {@code [NULLS FIRST | LAST]}. */
  NullsOrder nulls() {
    if (!tokens.accept("nulls")) {
      return NullsOrder.DEFAULT;
    }
    if (tokens.accept("first")) {
      return NullsOrder.FIRST;
    }
    tokens.expect("last");
    return NullsOrder.LAST;
  }

  /** What follows OVER: a window's name, or a window in parentheses. */
  Window over() {
    Position position = tokens.here();
    if (tokens.atSymbol("(")) {
      return window();
    }
    Optional<String> name = Optional.of(names.columnName("a window"));
    return new Window(name, true, List.of(), List.of(), position);
  }

  /** {@code WINDOW name AS (…), …}, or nothing. */
  List<NamedWindow> windows() {
    if (!tokens.accept("window")) {
      return List.of();
    }
    List<NamedWindow> windows = new ArrayList<>();
    do {
      Position position = tokens.here();
      String name = names.columnName("a name for the window");
      tokens.expect("as");
      windows.add(new NamedWindow(name, window(), position));
    } while (tokens.acceptSymbol(","));
    return windows;
  }

  private Window window() {
    Position position = tokens.here();
    tokens.expectSymbol("(");
    Optional<String> base =
        tokens.peek().isColumnName() && !tokens.atAnyOf("partition", "range", "rows", "groups")
            ? Optional.of(tokens.next().value())
            : Optional.empty();
    List<Expression> partitionBy = List.of();
    if (tokens.accept("partition")) {
      tokens.expect("by");
      partitionBy = expressions.roots();
    }
    List<OrderKey> orderBy = orderBy();
    if (tokens.atAnyOf("range", "rows", "groups")) {
      throw tokens.unsupported(tokens.peek(), "a frame of a window is not supported");
    }
    tokens.expectSymbol(")");
    return new Window(base, false, partitionBy, orderBy, position);
  }
}
