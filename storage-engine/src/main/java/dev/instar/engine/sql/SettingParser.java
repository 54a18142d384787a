package dev.instar.engine.sql;

import dev.instar.engine.sql.SessionCommand.Reset;
import dev.instar.engine.sql.SessionCommand.Set;
import dev.instar.engine.sql.SessionCommand.Show;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SET, RESET and SHOW. */
final class SettingParser {
  private static final String ROLE = "role";
  private static final String SESSION_AUTHORIZATION = "session_authorization";
  private static final String TIME_ZONE = "timezone";
  private static final String ISOLATION = "transaction_isolation";

  private final TokenStream tokens;
  private final NameParser names;
  private final ValueParser values;
  private final ExpressionParser expressions;
  private final TransactionParser transactions;

  SettingParser(
      TokenStream tokens,
      NameParser names,
      ExpressionParser expressions,
      TransactionParser transactions) {
    this.tokens = tokens;
    this.names = names;
    this.values = new ValueParser(tokens);
    this.expressions = expressions;
    this.transactions = transactions;
  }

  /** Everything from SET on. */
  Statement set() {
    tokens.expect("set");
    boolean local = scope("local");
    boolean session = !local && scope("session");
    if (!namesVariable(0)) {
      if (tokens.accept("transaction")) {
        return transaction();
      }
      if (!local && tokens.at("characteristics", "as", "transaction") && session) {
        return characteristics();
      }
      if (tokens.at("session", "characteristics")) {
        tokens.expect("session");
        return characteristics();
      }
      if (!local && !session && tokens.accept("constraints")) {
        return constraints();
      }
    }
    return setting(local);
  }

  /** Reads LOCAL or SESSION, if it says for how long and names no variable. */
  private boolean scope(String word) {
    if (!tokens.at(word) || namesVariable(0)) {
      return false;
    }
    boolean part =
        word.equals("session") && (tokens.peek(1).isWord("authorization") && !namesVariable(1));
    return !part && tokens.accept(word);
  }

  /** Whether a variable's name is {@code ahead}, told by what follows it. */
  private boolean namesVariable(int ahead) {
    Token next = tokens.peek(ahead + 1);
    boolean fromCurrent = next.isWord("from") && tokens.peek(ahead + 2).isWord("current");
    return next.isSymbol("=") || next.isSymbol(".") || next.isWord("to") || fromCurrent;
  }

  private Statement transaction() {
    if (tokens.accept("snapshot")) {
      return new SessionCommand.SetTransactionSnapshot(values.string("a snapshot"));
    }
    return new SessionCommand.SetTransaction(false, transactions.modes());
  }

  private Statement characteristics() {
    tokens.expect("characteristics", "as", "transaction");
    return new SessionCommand.SetTransaction(true, transactions.modes());
  }

  private Statement constraints() {
    List<QualifiedName> list = new ArrayList<>();
    if (!tokens.accept("all")) {
      do {
        list.add(names.qualified("a constraint"));
      } while (tokens.acceptSymbol(","));
    }
    boolean deferred = tokens.accept("deferred");
    if (!deferred) {
      tokens.expect("immediate");
    }
    return new SessionCommand.SetConstraints(list, deferred);
  }

  /** What follows SET and its scope, but for the modes of transactions; also in ALTER ROLE. */
  SessionCommand setting(boolean local) {
    if (namesVariable(0)) {
      return variable(local);
    }
    if (tokens.accept("time")) {
      tokens.expect("zone");
      return new Set(local, TIME_ZONE, zone());
    }
    if (tokens.accept("role")) {
      return new Set(local, ROLE, List.of(values.wordOrString("a role")));
    }
    if (tokens.accept("session")) {
      tokens.expect("authorization");
      List<String> role =
          tokens.accept("default") ? List.of() : List.of(values.wordOrString("a role"));
      return new Set(local, SESSION_AUTHORIZATION, role);
    }
    if (tokens.accept("names")) {
      List<String> encoding = values.atString() ? List.of(values.string("an encoding")) : List.of();
      if (encoding.isEmpty()) {
        tokens.accept("default");
      }
      return new Set(local, "client_encoding", encoding);
    }
    if (tokens.accept("schema")) {
      return new Set(local, "search_path", List.of(values.string("a schema")));
    }
    if (tokens.accept("xml")) {
      return xmlOption(local);
    }
    if (tokens.at("catalog")) {
      throw tokens.unsupported(tokens.peek(), "SET CATALOG is not supported");
    }
    return variable(local);
  }

  private SessionCommand xmlOption(boolean local) {
    tokens.expect("option");
    if (!tokens.atAnyOf("document", "content")) {
      throw tokens.unexpected("DOCUMENT or CONTENT");
    }
    return new Set(local, "xmloption", List.of(tokens.next().value()));
  }

  private SessionCommand variable(boolean local) {
    String name = name();
    if (tokens.at("from", "current")) {
      throw tokens.unsupported(tokens.peek(), "SET … FROM CURRENT is not supported");
    }
    if (!tokens.accept("to") && !tokens.acceptSymbol("=")) {
      throw tokens.unexpected("TO or \"=\"");
    }
    if (tokens.accept("default")) {
      return new Set(local, name, List.of());
    }
    List<String> list = new ArrayList<>();
    do {
      list.add(
          values.atNumber() ? values.number() : values.booleanOrString("a value of the setting"));
    } while (tokens.acceptSymbol(","));
    return new Set(local, name, list);
  }

  private String name() {
    StringBuilder name = new StringBuilder(names.columnName("a setting"));
    while (tokens.acceptSymbol(".")) {
      name.append('.').append(names.columnName("a setting"));
    }
    return name.toString();
  }

  private List<String> zone() {
    if (tokens.accept("local") || tokens.accept("default")) {
      return List.of();
    }
    if (values.atNumber()) {
      return List.of(values.number());
    }
    if (tokens.at("interval")) {
      return List.of(interval());
    }
    if (values.atString()) {
      return List.of(values.string("a time zone"));
    }
    Token token = tokens.peek();
    boolean name =
        token.kind() == Kind.QUOTED_NAME
            || (token.kind() == Kind.WORD && !Keywords.isKeyword(token.value()));
    if (!name) {
      throw tokens.unexpected("a time zone");
    }
    return List.of(tokens.next().value());
  }

  private String interval() {
    Token first = tokens.peek();
    Expression interval = expressions.operands().operand();
    if (interval instanceof Expression.TypedLiteral literal) {
      return "INTERVAL " + literal.text();
    }
    throw tokens.unexpected(first, "a time zone");
  }

  /** RESET and SHOW take the same names. */
  Statement reset() {
    tokens.expect("reset");
    return resetting();
  }

  /** What follows RESET; also in ALTER ROLE. */
  SessionCommand resetting() {
    return new Reset(settingName());
  }

  Statement show() {
    tokens.expect("show");
    return new Show(settingName());
  }

  private Optional<String> settingName() {
    if (tokens.accept("all")) {
      return Optional.empty();
    }
    if (tokens.accept("time", "zone")) {
      return Optional.of(TIME_ZONE);
    }
    if (tokens.accept("transaction", "isolation")) {
      tokens.expect("level");
      return Optional.of(ISOLATION);
    }
    if (tokens.accept("session", "authorization")) {
      return Optional.of(SESSION_AUTHORIZATION);
    }
    return Optional.of(name());
  }
}
