package dev.instar.engine.sql;

import dev.instar.engine.sql.Expression.AtTimeZone;
import dev.instar.engine.sql.Expression.Binary;
import dev.instar.engine.sql.Expression.Cast;
import dev.instar.engine.sql.Expression.Collate;
import dev.instar.engine.sql.Expression.FunctionCall;
import dev.instar.engine.sql.Expression.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Value expressions by precedence climbing: an operand, then operators as long as they bind at
 * least as tightly as the caller asks.
 *
 * <p>PostgreSQL has two kinds of expression: any ({@code a_expr}) and restricted ({@code b_expr}),
 * which leaves out the key word operators where those could be taken for what follows, as in {@code
 * DEFAULT 1 NOT NULL} and {@code BETWEEN 1 AND 2}.
 */
final class ExpressionParser {
  /**
   * {@code 1 + 1 + …} nests nothing and yet makes a deep tree, and printing or comparing a tree
   * descends into it.
   */
  private static final int MAX_DEPTH = 1000;

  private final TokenStream tokens;
  private final NameParser names;
  private final TypeParser types;
  private final OperandParser operands;
  private final PredicateParser predicates;

  ExpressionParser(TokenStream tokens, NameParser names) {
    this.tokens = tokens;
    this.names = names;
    this.types = new TypeParser(tokens, names, this);
    this.operands = new OperandParser(tokens, names, types, this);
    this.predicates = new PredicateParser(tokens, this);
  }

  TypeParser types() {
    return types;
  }

  OperandParser operands() {
    return operands;
  }

  /** Any expression, with its text. */
  SqlFragment fragment() {
    int start = tokens.mark();
    return fragment(start, expression());
  }

  /** A restricted expression, with its text. */
  SqlFragment restrictedFragment() {
    int start = tokens.mark();
    return fragment(start, restricted());
  }

  private SqlFragment fragment(int start, Expression tree) {
    if (Expressions.depth(tree) > MAX_DEPTH) {
      tokens.goBackTo(start);
      throw tokens.unsupported(
          tokens.peek(), "expressions deeper than " + MAX_DEPTH + " operators are not supported");
    }
    return new SqlFragment(tokens.textSince(start), tree);
  }

  /** {@code (expression)}, with the text between the parentheses. */
  SqlFragment parenthesized() {
    tokens.expectSymbol("(");
    SqlFragment fragment = fragment();
    tokens.expectSymbol(")");
    return fragment;
  }

  Expression expression() {
    return parse(Operators.LOWEST, false);
  }

  Expression restricted() {
    return parse(Operators.LOWEST, true);
  }

  /** One expression or more, separated by commas. */
  List<Expression> list() {
    List<Expression> expressions = new ArrayList<>();
    do {
      expressions.add(expression());
    } while (tokens.acceptSymbol(","));
    return expressions;
  }

  /** An expression of operators that bind at least as tightly as {@code weakest}. */
  Expression parse(int weakest, boolean restricted) {
    tokens.enter();
    Expression left = prefixed(restricted);
    // Comparisons, IS DISTINCT FROM and the LIKE family do not associate: a = b = c is an error.
    int notAgain = Operators.LOWEST - 1;
    while (true) {
      Token operator = tokens.peek();
      int binding = Operators.bindingOf(operator, tokens.peek(1));
      if (binding < weakest || (restricted && !allowedInRestricted(operator, binding))) {
        tokens.leave();
        return left;
      }
      if (binding == notAgain) {
        throw tokens.malformed(operator, "comparisons do not chain, use parentheses");
      }
      left = infix(left, binding, restricted);
      notAgain = endsWithOpenOperand(left, binding) ? binding : Operators.LOWEST - 1;
    }
  }

  private boolean allowedInRestricted(Token operator, int binding) {
    return switch (binding) {
      case Operators.IS ->
          tokens.at("is", "distinct")
              || tokens.at("is", "not", "distinct")
              || tokens.at("is", "document")
              || tokens.at("is", "not", "document");
      case Operators.OR, Operators.AND, Operators.MATCH, Operators.AT, Operators.COLLATE -> false;
      default -> !operator.isWord("not");
    };
  }

  private static boolean endsWithOpenOperand(Expression expression, int binding) {
    return switch (binding) {
      case Operators.COMPARISON -> expression instanceof Binary;
      case Operators.IS -> expression instanceof Binary;
      case Operators.MATCH ->
          expression instanceof Binary || expression instanceof Expression.Between;
      default -> false;
    };
  }

  private Expression prefixed(boolean restricted) {
    Token token = tokens.peek();
    if (token.isWord("not") && !restricted) {
      tokens.next();
      return new Unary("NOT", parse(Operators.NOT, false));
    }
    if (token.isSymbol("+") || token.isSymbol("-")) {
      tokens.next();
      return new Unary(token.value(), parse(Operators.SIGN, restricted));
    }
    boolean other =
        Operators.isOperator(token) && Operators.bindingOf(token, token) == Operators.OTHER;
    if (other || (tokens.at("operator") && tokens.peek(1).isSymbol("("))) {
      return new Unary(operator(), parse(Operators.OTHER + 1, restricted));
    }
    return operands.operand();
  }

  private Expression infix(Expression left, int binding, boolean restricted) {
    return switch (binding) {
      case Operators.IS, Operators.MATCH -> predicates.predicate(left, restricted);
      case Operators.CAST -> {
        tokens.next();
        yield new Cast(left, types.type());
      }
      case Operators.COLLATE -> {
        tokens.next();
        yield new Collate(left, names.qualified("a collation"));
      }
      case Operators.AT -> atTimeZone(left);
      case Operators.AND, Operators.OR -> {
        tokens.next();
        yield new Binary(
            binding == Operators.AND ? "AND" : "OR", left, parse(binding + 1, restricted));
      }
      default -> {
        String operator = operator();
        Optional<Expression> quantified =
            restricted ? Optional.empty() : predicates.quantified(left, operator);
        yield quantified.isPresent()
            ? quantified.get()
            : new Binary(operator, left, parse(binding + 1, restricted));
      }
    };
  }

  private Expression atTimeZone(Expression left) {
    tokens.expect("at");
    if (tokens.accept("local")) {
      // As PostgreSQL does: the one-argument timezone() takes the session's zone.
      return new FunctionCall(
          QualifiedName.of("timezone"), false, List.of(left), Optional.empty(), Optional.empty());
    }
    tokens.expect("time", "zone");
    return new AtTimeZone(left, parse(Operators.AT + 1, false));
  }

  /** An operator as written, or {@code OPERATOR(schema.op)} brought to that form. */
  String operator() {
    if (Operators.isOperator(tokens.peek())) {
      return tokens.next().value();
    }
    tokens.expect("operator");
    tokens.expectSymbol("(");
    StringBuilder name = new StringBuilder("OPERATOR(");
    while (!Operators.isOperator(tokens.peek())) {
      int start = tokens.mark();
      names.columnName("an operator");
      name.append(tokens.textSince(start)).append('.');
      tokens.expectSymbol(".");
    }
    name.append(tokens.next().value()).append(')');
    tokens.expectSymbol(")");
    return name.toString();
  }
}
