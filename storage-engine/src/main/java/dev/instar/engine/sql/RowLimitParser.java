package dev.instar.engine.sql;

import dev.instar.engine.sql.Expression.Literal;
import dev.instar.engine.sql.Expression.Unary;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ORDER BY, LIMIT and FOR UPDATE behind a query's body, and FETCH FIRST, which is a LIMIT. */
final class RowLimitParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;

  RowLimitParser(TokenStream tokens, NameParser names, ExpressionParser expressions) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
  }

  /** LIMIT and OFFSET, each where written, in either order. */
  private record Limit(
      boolean limited, Optional<Expression> limit, boolean withTies, Optional<Expression> offset) {}

  /**
   * Adds what follows a body to it.
   *
   * @param query the body, or a query in parentheses, which may have clauses of its own
   */
  Query around(List<CommonTable> with, Query query, ClauseParser clauses) {
    Token first = tokens.peek();
    List<OrderKey> orderBy = clauses.orderBy();
    List<RowLock> locks = new ArrayList<>(query.locks());
    boolean locked = locks(locks);
    Limit limit = limit();
    if (!locked) {
      locks(locks);
    }
    boolean again =
        (!orderBy.isEmpty() && !query.orderBy().isEmpty())
            || (limit.limited() && query.limit().isPresent())
            || (limit.offset().isPresent() && query.offset().isPresent());
    if (again) {
      throw tokens.malformed(first, "multiple ORDER BY, LIMIT or OFFSET clauses not allowed");
    }
    Query whole =
        new Query(
            with.isEmpty() ? query.with() : with,
            query.body(),
            orderBy.isEmpty() ? query.orderBy() : orderBy,
            limit.limited() ? limit.limit() : query.limit(),
            limit.limited() ? limit.withTies() : query.withTies(),
            limit.offset().isPresent() ? limit.offset() : query.offset(),
            locks);
    checkTies(first, whole);
    return whole;
  }

  private void checkTies(Token token, Query query) {
    if (!query.withTies()) {
      return;
    }
    if (query.orderBy().isEmpty()) {
      throw tokens.malformed(token, "WITH TIES cannot be specified without ORDER BY clause");
    }
    if (query.locks().stream().anyMatch(lock -> lock.waiting() == RowLock.Wait.SKIP)) {
      throw tokens.malformed(token, "SKIP LOCKED and WITH TIES options cannot be used together");
    }
  }

  private Limit limit() {
    Optional<Expression> limit = Optional.empty();
    Optional<Expression> offset = Optional.empty();
    boolean limited = false;
    boolean withTies = false;
    while (true) {
      if (!limited && tokens.accept("limit")) {
        limited = true;
        limit = tokens.accept("all") ? Optional.empty() : Optional.of(expressions.root());
      } else if (!limited && tokens.accept("fetch")) {
        limited = true;
        limit = Optional.of(fetched());
        withTies = tokens.accept("with");
        tokens.expect(withTies ? "ties" : "only");
      } else if (offset.isEmpty() && tokens.accept("offset")) {
        offset = Optional.of(offset());
      } else {
        return new Limit(limited, limit, withTies, offset);
      }
    }
  }

  /** {@code FIRST | NEXT [n] ROW | ROWS} of FETCH. */
  private Expression fetched() {
    if (!tokens.accept("first")) {
      tokens.expect("next");
    }
    Position position = tokens.here();
    boolean one =
        tokens.atAnyOf("row", "rows")
            && (tokens.peek(1).isWord("only") || tokens.peek(1).isWord("with"));
    Expression count =
        one
            ? new Literal(Literal.Kind.NUMBER, "1", position)
            : signedNumber().orElseGet(this::operand);
    if (!acceptRows()) {
      throw tokens.unexpected("ROW or ROWS");
    }
    return count;
  }

  /** {@code OFFSET n}, and {@code OFFSET n ROWS} of an operand or a signed number. */
  private Expression offset() {
    Token behind = tokens.peek(2);
    if (behind.isWord("row") || behind.isWord("rows")) {
      Optional<Expression> number = signedNumber();
      if (number.isPresent()) {
        acceptRows();
        return number.get();
      }
    }
    int start = tokens.mark();
    boolean prefixed = Operators.isOperator(tokens.peek()) || tokens.atAnyOf("not", "operator");
    if (prefixed) {
      return expressions.root();
    }
    Expression operand = operand();
    return acceptRows() ? operand : expressions.checked(start, expressions.continued(operand));
  }

  private Expression operand() {
    int start = tokens.mark();
    return expressions.checked(start, expressions.operands().operand());
  }

  private boolean acceptRows() {
    return tokens.accept("row") || tokens.accept("rows");
  }

  private Optional<Expression> signedNumber() {
    Token sign = tokens.peek();
    Token number = tokens.peek(1);
    boolean signed = sign.isSymbol("+") || sign.isSymbol("-");
    if (!signed || (number.kind() != Kind.INTEGER && number.kind() != Kind.DECIMAL)) {
      return Optional.empty();
    }
    Position position = tokens.here();
    tokens.next();
    Expression literal = new Literal(Literal.Kind.NUMBER, number.value(), tokens.here());
    tokens.next();
    return Optional.of(new Unary(sign.value(), literal, position));
  }

  /** {@code FOR UPDATE …} as often as it comes; {@code FOR READ ONLY} locks nothing. */
  private boolean locks(List<RowLock> locks) {
    if (tokens.at("for", "read")) {
      tokens.expect("for", "read", "only");
      return true;
    }
    boolean any = false;
    while (tokens.at("for")) {
      locks.add(lock());
      any = true;
    }
    return any;
  }

  private RowLock lock() {
    Position position = tokens.here();
    tokens.expect("for");
    RowLock.Strength strength = strength();
    List<QualifiedName> of = new ArrayList<>();
    if (tokens.accept("of")) {
      do {
        of.add(names.qualified("a table"));
      } while (tokens.acceptSymbol(","));
    }
    RowLock.Wait waiting =
        tokens.accept("nowait")
            ? RowLock.Wait.ERROR
            : tokens.accept("skip", "locked") ? RowLock.Wait.SKIP : RowLock.Wait.BLOCK;
    return new RowLock(strength, of, waiting, position);
  }

  private RowLock.Strength strength() {
    if (tokens.accept("update")) {
      return RowLock.Strength.UPDATE;
    }
    if (tokens.accept("no")) {
      tokens.expect("key", "update");
      return RowLock.Strength.NO_KEY_UPDATE;
    }
    if (tokens.accept("share")) {
      return RowLock.Strength.SHARE;
    }
    if (tokens.accept("key")) {
      tokens.expect("share");
      return RowLock.Strength.KEY_SHARE;
    }
    throw tokens.unexpected("UPDATE, NO KEY UPDATE, SHARE or KEY SHARE");
  }
}
