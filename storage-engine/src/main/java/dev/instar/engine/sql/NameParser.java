package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;

/** Names, by where PostgreSQL lets which key words stand as one. */
record NameParser(TokenStream tokens) {

  /** A column, constraint or other name of one part (ColId). */
  String columnName(String what) {
    if (!tokens.peek().isColumnName()) {
      throw tokens.unexpected(what);
    }
    return tokens.next().value();
  }

  /** A name where every key word may stand (ColLabel). */
  String label(String what) {
    if (!tokens.peek().isLabel()) {
      throw tokens.unexpected(what);
    }
    return tokens.next().value();
  }

  /** {@code name} or {@code schema.name}. */
  QualifiedName qualified(String what) {
    int start = tokens.mark();
    String first = columnName(what);
    return qualified(start, first, what);
  }

  private QualifiedName qualified(int start, String first, String what) {
    if (!tokens.acceptSymbol(".")) {
      return QualifiedName.of(first);
    }
    String second = label(what);
    if (tokens.atSymbol(".")) {
      tokens.goBackTo(start);
      throw tokens.unsupported(
          tokens.peek(), "names with a database in front are not supported: write schema.name");
    }
    return QualifiedName.of(first, second);
  }

  /** {@code name} or {@code schema.name} of a type, which no key word for columns may begin. */
  QualifiedName type() {
    int start = tokens.mark();
    if (!tokens.peek().isTypeOrFunctionName()) {
      throw tokens.unexpected("a data type");
    }
    return qualified(start, tokens.next().value(), "a data type");
  }

  /** {@code (a, b)} with at least one column. */
  List<String> columnList() {
    tokens.expectSymbol("(");
    List<String> columns = new ArrayList<>();
    do {
      columns.add(columnName("a column name"));
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return columns;
  }

  /** A role: a name that is no reserved word, or CURRENT_USER and its kind; as written. */
  String role() {
    Token token = tokens.peek();
    if (tokens.atAnyOf("current_user", "session_user", "current_role")) {
      return tokens.next().value();
    }
    if (token.isWord("none") || token.isWord("public")) {
      throw tokens.malformed(token, "\"" + token.value() + "\" is no role");
    }
    if (!token.isColumnName() && !token.isTypeOrFunctionName()) {
      throw tokens.unexpected("a role name");
    }
    return tokens.next().value();
  }

  /** The {@code [*]} behind a table's name, which says what is so anyway. */
  void descendants() {
    tokens.acceptSymbol("*");
  }
}
