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
import java.util.Set;

/**
 * Value expressions by precedence climbing: an operand, then operators as long as they bind at
 * least as tightly as the caller asks.
 *
 * <p>PostgreSQL has two kinds of expression: any ({@code a_expr}) and restricted ({@code b_expr}),
 * which leaves out the key word operators where those could be taken for what follows, as in {@code
 * DEFAULT 1 NOT NULL} and {@code BETWEEN 1 AND 2}. Behind a target of SELECT a label may follow
 * that is such a key word: {@code SELECT a and FROM t} calls the column "and".
 */
final class ExpressionParser {
  /**
   * {@code 1 + 1 + …} nests nothing and yet makes a deep tree, and printing or comparing a tree
   * descends into it.
   */
  private static final int MAX_DEPTH = 1000;

  private static final Set<String> BEHIND_TARGETS =
      Set.of(
          "into",
          "from",
          "where",
          "group",
          "having",
          "window",
          "union",
          "intersect",
          "except",
          "order",
          "limit",
          "offset",
          "fetch",
          "for",
          "on",
          "with");

  private final TokenStream tokens;
  private final NameParser names;
  private final TypeParser types;
  private final OperandParser operands;
  private final PredicateParser predicates;
  private final QueryParser queries;

  ExpressionParser(TokenStream tokens, NameParser names) {
    this.tokens = tokens;
    this.names = names;
    this.types = new TypeParser(tokens, names, this);
    this.operands = new OperandParser(tokens, names, types, this);
    this.predicates = new PredicateParser(tokens, this);
    this.queries = new QueryParser(tokens, names, this);
  }

  TypeParser types() {
    return types;
  }

  OperandParser operands() {
    return operands;
  }

  QueryParser queries() {
    return queries;
  }

  /** Where an expression stands, which decides whether key words behind it belong to it. */
  enum Context {
    ANY,
    RESTRICTED,
    /** Alone in a target: no operator waits for it. */
    TARGET;

    /** Where an operand stands. */
    Context within() {
      return this == TARGET ? ANY : this;
    }
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
    return new SqlFragment(tokens.textSince(start), checked(start, tree));
  }

  /** An expression that a query or another statement holds: its depth is bounded. */
  Expression root() {
    int start = tokens.mark();
    return checked(start, expression());
  }

  /** Roots separated by commas. */
  List<Expression> roots() {
    List<Expression> roots = new ArrayList<>();
    do {
      roots.add(root());
    } while (tokens.acceptSymbol(","));
    return roots;
  }

  /** The expression of a target, behind which a label may follow. */
  Expression target() {
    int start = tokens.mark();
    return checked(start, parse(Operators.LOWEST, Context.TARGET));
  }

  /** A root where DEFAULT may stand for it. */
  Expression rootOrDefault() {
    Position position = tokens.here();
    return tokens.accept("default") ? new Expression.Default(position) : root();
  }

  /** What follows an operand that was read already. */
  Expression continued(Expression operand) {
    tokens.enter();
    return climb(operand, Operators.LOWEST, Context.ANY);
  }

  Expression checked(int start, Expression tree) {
    if (Expressions.depth(tree) > MAX_DEPTH) {
      tokens.goBackTo(start);
      throw tokens.unsupported(
          tokens.peek(), "expressions deeper than " + MAX_DEPTH + " operators are not supported");
    }
    return tree;
  }

  /** {@code (expression)}, with the text between the parentheses. */
  SqlFragment parenthesized() {
    tokens.expectSymbol("(");
    SqlFragment fragment = fragment();
    tokens.expectSymbol(")");
    return fragment;
  }

  Expression expression() {
    return parse(Operators.LOWEST, Context.ANY);
  }

  Expression restricted() {
    return parse(Operators.LOWEST, Context.RESTRICTED);
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
  Expression parse(int weakest, Context context) {
    tokens.enter();
    return climb(prefixed(context), weakest, context);
  }

  private Expression climb(Expression operand, int weakest, Context context) {
    Expression left = operand;
    // Comparisons, IS DISTINCT FROM and the LIKE family do not associate: a = b = c is an error.
    int notAgain = Operators.LOWEST - 1;
    while (true) {
      Token operator = tokens.peek();
      int binding = Operators.bindingOf(operator, tokens.peek(1));
      if (binding < weakest || !belongsTo(context, operator, binding)) {
        tokens.leave();
        return left;
      }
      if (binding == notAgain) {
        throw tokens.malformed(operator, "comparisons do not chain, use parentheses");
      }
      left = infix(left, binding, context);
      notAgain = endsWithOpenOperand(left, binding) ? binding : Operators.LOWEST - 1;
    }
  }

  /** Whether a key word before {@code following} can only be a target's label. */
  private static boolean isLabel(Token following) {
    return endsTargets(following) || following.isSymbol(",");
  }

  private boolean belongsTo(Context context, Token operator, int binding) {
    return switch (context) {
      case ANY -> true;
      case RESTRICTED -> allowedInRestricted(operator, binding);
      case TARGET -> operator.kind() != Token.Kind.WORD || !isLabel(tokens.peek(1));
    };
  }

  /** What may follow the targets of a SELECT and begins no operand. */
  static boolean endsTargets(Token token) {
    return switch (token.kind()) {
      case END -> true;
      case SYMBOL -> token.isSymbol(")") || token.isSymbol(";");
      case WORD -> BEHIND_TARGETS.contains(token.value());
      case QUOTED_NAME, STRING, NATIONAL_STRING, BIT_STRING, INTEGER, DECIMAL, PARAMETER -> false;
    };
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

  private Expression prefixed(Context context) {
    Token token = tokens.peek();
    Position position = tokens.here();
    if (token.isWord("not") && context != Context.RESTRICTED) {
      tokens.next();
      return new Unary("NOT", parse(Operators.NOT, context.within()), position);
    }
    if (token.isSymbol("+") || token.isSymbol("-")) {
      tokens.next();
      return new Unary(token.value(), parse(Operators.SIGN, context.within()), position);
    }
    boolean other =
        Operators.isOperator(token) && Operators.bindingOf(token, token) == Operators.OTHER;
    if (other || (tokens.at("operator") && tokens.peek(1).isSymbol("("))) {
      return new Unary(operator(), parse(Operators.OTHER + 1, context.within()), position);
    }
    return operands.operand();
  }

  private Expression infix(Expression left, int binding, Context context) {
    Position position = tokens.here();
    return switch (binding) {
      case Operators.IS, Operators.MATCH -> predicates.predicate(left, context.within());
      case Operators.CAST -> {
        tokens.next();
        yield new Cast(left, types.type(), position);
      }
      case Operators.COLLATE -> {
        tokens.next();
        yield new Collate(left, names.qualified("a collation"), position);
      }
      case Operators.AT -> atTimeZone(left);
      case Operators.AND, Operators.OR -> {
        tokens.next();
        yield new Binary(
            binding == Operators.AND ? "AND" : "OR",
            left,
            parse(binding + 1, context.within()),
            position);
      }
      default -> {
        String operator = operator();
        Optional<Expression> quantified =
            context == Context.RESTRICTED
                ? Optional.empty()
                : predicates.quantified(left, operator, position);
        yield quantified.isPresent()
            ? quantified.get()
            : new Binary(operator, left, parse(binding + 1, context.within()), position);
      }
    };
  }

  private Expression atTimeZone(Expression left) {
    Position position = tokens.here();
    tokens.expect("at");
    if (tokens.accept("local")) {
      // As PostgreSQL does: the one-argument timezone() takes the session's zone.
      return FunctionCall.of(QualifiedName.of("timezone"), List.of(left), position);
    }
    tokens.expect("time", "zone");
    return new AtTimeZone(left, parse(Operators.AT + 1, Context.ANY), position);
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
