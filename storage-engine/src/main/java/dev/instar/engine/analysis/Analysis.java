package dev.instar.engine.analysis;

import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Position;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.TextFormat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the analysis of one statement gathers, and the text it is about. Of one thread, and of one
 * statement.
 *
 * <p>A view's query and a default are other texts, of which the client has no copy: errors there
 * have no position, and what a view reads counts as read by its owner.
 */
final class Analysis {
  private final StatementContext context;
  private final String text;
  private final int role;
  private final ParameterTypes parameters;
  private final Gathered gathered;
  private final Coercion coercion = new Coercion(this);
  private final Collations collations = new Collations(this);

  /** What all texts of one statement have in common. */
  private static final class Gathered {
    private final Map<Integer, LockMode> locks = new LinkedHashMap<>();
    private final List<Need> needs = new ArrayList<>();
    private int commonQueries;
    private int varying;
    private int viewDepth;
  }

  /** A privilege that is asked for when all else is understood, as PostgreSQL does. */
  private record Need(int role, CatalogObject object, char privilege) {}

  private Analysis(
      StatementContext context,
      String text,
      int role,
      ParameterTypes parameters,
      Gathered gathered) {
    this.context = context;
    this.text = text;
    this.role = role;
    this.parameters = parameters;
    this.gathered = gathered;
  }

  static Analysis of(String text, ParameterTypes parameters, StatementContext context) {
    return new Analysis(context, text, context.role(), parameters, new Gathered());
  }

  /** Of an expression that the catalog keeps. */
  static Analysis withoutText(StatementContext context) {
    return of(null, ParameterTypes.none(), context);
  }

  /** Of a view's query, as part of this statement. */
  Analysis ofView(int owner) {
    return new Analysis(context, null, owner, ParameterTypes.none(), gathered);
  }

  StatementContext context() {
    return context;
  }

  ParameterTypes parameters() {
    return parameters;
  }

  Coercion coercion() {
    return coercion;
  }

  Collations collations() {
    return collations;
  }

  TextFormat format() {
    return context.functions().format();
  }

  void locked(int relation, LockMode mode) {
    gathered.locks.merge(relation, mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  /** Locks the indexes of a table that is locked: the planner may choose any of them. */
  void lockIndexes(Table table, LockMode mode) {
    context.lockWithIndexes(table.oid(), mode);
    for (Index index : context.catalog().indexes(table.oid())) {
      if (index.ready()) {
        locked(index.oid(), mode);
      }
    }
  }

  Map<Integer, LockMode> locks() {
    return gathered.locks;
  }

  /** Something is read whose rows are not the same throughout a run, as a recursion's are. */
  void readsVarying() {
    gathered.varying++;
  }

  /** How often that was so until now. */
  int varying() {
    return gathered.varying;
  }

  int newCommonQuery() {
    return gathered.commonQueries++;
  }

  void needs(CatalogObject object, char privilege) {
    gathered.needs.add(new Need(role, object, privilege));
  }

  /**
   * @throws SqlException 42501
   */
  void checkPrivileges() {
    for (Need need : gathered.needs) {
      Privileges.require(context, need.role(), need.object(), need.privilege());
    }
  }

  /** A view within a view within …: bounded, so that a circle is an error. */
  void enterView(String name) {
    gathered.viewDepth++;
    if (gathered.viewDepth > 100) {
      throw new SqlException(
          SqlState.INVALID_OBJECT_DEFINITION,
          "infinite recursion detected in rules for relation \"" + name + "\"");
    }
  }

  void leaveView() {
    gathered.viewDepth--;
  }

  /** Where a word stands behind a place, as far as the text tells; else that place. */
  Position wordBehind(String word, Position position) {
    int found = text == null ? -1 : text.indexOf(word, position.offset());
    return found < 0 ? position : new Position(found);
  }

  /** Where the string of a typed literal stands. */
  Position stringOf(Expression.TypedLiteral literal) {
    if (text == null) {
      return literal.position();
    }
    int at = literal.position().offset() + literal.type().text().length();
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.startsWith(literal.text(), at) ? new Position(at) : literal.position();
  }

  SqlException error(SqlState state, String message, Position position) {
    return at(new SqlException(state, message), position);
  }

  SqlException unsupported(String feature, Position position) {
    return at(SqlException.unsupported(feature), position);
  }

  /** Gives an error its place, unless it has one. */
  SqlException at(SqlException error, Position position) {
    if (text != null && position != null && error.field(SqlException.Field.POSITION).isEmpty()) {
      error.with(SqlException.Field.POSITION, Integer.toString(position.characterIn(text)));
    }
    return error;
  }
}
