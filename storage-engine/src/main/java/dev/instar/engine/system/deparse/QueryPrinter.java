package dev.instar.engine.system.deparse;

import dev.instar.engine.analysis.FigureName;
import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.RowLock;
import dev.instar.engine.sql.Target;
import dev.instar.engine.system.deparse.Parentheses.Place;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.Optional;

/** Queries, in PostgreSQL's layout: a clause a line, a column a line. Of one thread. */
final class QueryPrinter {
  private final SqlText out;
  private final Typing around;

  /**
   * @param around where the query stands
   */
  QueryPrinter(SqlText out, Typing around) {
    this.out = out;
    this.around = around;
  }

  /** A scalar subquery, EXISTS or ARRAY. */
  void subquery(Expression.Subquery subquery) {
    boolean exists = subquery.kind() == Expression.Subquery.Kind.EXISTS;
    out.add(subquery.kind() == Expression.Subquery.Kind.ARRAY ? "ARRAY(" : "(");
    out.add(exists ? "EXISTS (" : "");
    query(subquery.query(), List.of());
    out.add(exists ? "))" : ")");
  }

  void membership(Expression.In in, Expression.Subquery query, ExpressionPrinter printer) {
    out.add(in.negated() ? out.style().pretty() ? "NOT (" : "(NOT (" : "(");
    printer.enclosed(in.operand(), in, Place.TEST, Types.TEXT);
    out.add(" IN (");
    query(query.query(), List.of());
    out.add(in.negated() && !out.style().pretty() ? ")))" : "))");
  }

  void quantified(
      Expression.Quantified quantified,
      String symbol,
      Expression.Subquery query,
      ExpressionPrinter printer) {
    out.add("(");
    printer.enclosed(quantified.left(), quantified, Place.TEST, Types.TEXT);
    boolean in = symbol.equals("=") && !quantified.all();
    out.add(in ? " IN (" : " " + symbol + (quantified.all() ? " ALL (" : " ANY ("));
    query(query.query(), List.of());
    out.add("))");
  }

  /**
   * A query within something else.
   *
   * @param names of its columns, where they are given
   */
  void query(Query query, List<String> names) {
    print(query, around.within(query), names);
  }

  /** A query by itself. */
  void print(Query query, Typing typing, List<String> names) {
    int indentation = out.indentation();
    with(query.with(), typing);
    body(query, typing, names);
    ExpressionPrinter printer = new ExpressionPrinter(out, typing);
    if (!query.orderBy().isEmpty()) {
      out.keyword(" ORDER BY ", -SqlText.STEP, SqlText.STEP, 1);
      new CallPrinter(printer).order(query.orderBy());
    }
    query.offset().ifPresent(offset -> clause(printer, " OFFSET ", 0, offset));
    query.limit().ifPresent(limit -> clause(printer, " LIMIT ", 0, limit));
    query.locks().forEach(this::lock);
    out.indentation(indentation);
  }

  private void lock(RowLock lock) {
    out.keyword(" FOR " + lock.strength().name().replace('_', ' '), -SqlText.STEP, SqlText.STEP, 0);
  }

  private void clause(ExpressionPrinter printer, String word, int extra, Expression expression) {
    out.keyword(word, -SqlText.STEP, SqlText.STEP, extra);
    printer.print(expression, Types.BIGINT);
  }

  private void with(List<CommonTable> tables, Typing typing) {
    if (tables.isEmpty()) {
      return;
    }
    boolean lines = out.style().indent();
    out.indentation(out.indentation() + (lines ? SqlText.STEP : 0));
    String word = tables.getFirst().recursive() ? "WITH RECURSIVE " : "WITH ";
    String separator = lines ? " " + word : word;
    for (CommonTable table : tables) {
      out.add(separator).add(Names.quoted(table.name()));
      if (!table.columns().isEmpty()) {
        out.add("(").add(list(table.columns())).add(")");
      }
      out.add(" AS (");
      if (lines) {
        out.keyword("", 0, 0, 0);
      }
      if (table.statement() instanceof Query query) {
        print(query, typing.within(query), List.of());
      }
      if (lines) {
        out.keyword("", 0, 0, 0);
      }
      out.add(")");
      separator = ", ";
    }
    out.indentation(out.indentation() - (lines ? SqlText.STEP : 0));
    out.add(lines ? "" : " ");
    if (lines) {
      out.keyword("", 0, 0, 0);
    }
  }

  private static String list(List<String> names) {
    return String.join(", ", names.stream().map(Names::quoted).toList());
  }

  private void body(Query query, Typing typing, List<String> names) {
    switch (query.body()) {
      case QueryBody.Select select -> select(select, typing, names);
      case QueryBody.Values values -> values(values, typing);
      case QueryBody.SetOperation operation -> combined(operation, typing, names);
    }
  }

  private void combined(QueryBody.SetOperation operation, Typing typing, List<String> names) {
    side(operation.left(), typing, names, !sameKind(operation, operation.left()));
    if (out.style().indent()) {
      out.keyword("", 0, 0, 0);
    } else {
      out.add(" ");
    }
    out.add(operation.kind().name()).add(operation.all() ? " ALL " : " ");
    out.keyword("", 0, 0, 0);
    side(operation.right(), typing, names, true);
  }

  private static boolean sameKind(QueryBody.SetOperation operation, Query side) {
    return side.body() instanceof QueryBody.SetOperation inner
        && inner.kind() == operation.kind()
        && inner.all() == operation.all();
  }

  private void side(Query side, Typing typing, List<String> names, boolean enclosedIfNested) {
    boolean nested = side.body() instanceof QueryBody.SetOperation && enclosedIfNested;
    out.add(nested ? "(" : "");
    Typing inner =
        typing instanceof QueryTyping around
            ? new QueryTyping(around.context(), around.outer(), around.with(), side, true)
            : typing.within(side);
    print(side, inner, names);
    out.add(nested ? ")" : "");
  }

  private void values(QueryBody.Values values, Typing typing) {
    out.add(out.style().indent() ? " VALUES " : "VALUES ");
    ExpressionPrinter printer = new ExpressionPrinter(out, typing);
    String separator = "";
    for (QueryBody.Row row : values.rows()) {
      out.add(separator).add("(");
      for (int i = 0; i < row.values().size(); i++) {
        out.add(i == 0 ? "" : ",");
        printer.print(row.values().get(i), Types.TEXT);
      }
      out.add(")");
      separator = ", ";
    }
  }

  private void select(QueryBody.Select select, Typing typing, List<String> names) {
    ExpressionPrinter printer = new ExpressionPrinter(out, typing);
    if (out.style().indent()) {
      out.indentation(out.indentation() + SqlText.STEP).add(" ");
    }
    out.add("SELECT");
    distinct(select.distinct(), printer);
    targets(select.targets(), printer, names);
    new FromPrinter(out, typing).from(select.from());
    select
        .where()
        .ifPresent(
            where -> {
              out.keyword(" WHERE ", -SqlText.STEP, SqlText.STEP, 1);
              printer.print(where, Types.BOOLEAN);
            });
    if (!select.groupBy().isEmpty()) {
      out.keyword(" GROUP BY ", -SqlText.STEP, SqlText.STEP, 1);
      for (int i = 0; i < select.groupBy().size(); i++) {
        out.add(i == 0 ? "" : ", ");
        printer.print(numbered(select, select.groupBy().get(i)), Types.TEXT);
      }
    }
    select
        .having()
        .ifPresent(
            having -> {
              out.keyword(" HAVING ", -SqlText.STEP, SqlText.STEP, 0);
              printer.print(having, Types.BOOLEAN);
            });
  }

  /** What GROUP BY 1 means. */
  private static Expression numbered(QueryBody.Select select, Expression key) {
    if (key instanceof Expression.Literal literal
        && literal.kind() == Expression.Literal.Kind.NUMBER
        && literal.text().chars().allMatch(Character::isDigit)) {
      return select.targets().get(Integer.parseInt(literal.text()) - 1).expression();
    }
    return key;
  }

  private void distinct(QueryBody.Distinct distinct, ExpressionPrinter printer) {
    switch (distinct) {
      case QueryBody.Distinct.None none -> {}
      case QueryBody.Distinct.Rows rows -> out.add(" DISTINCT");
      case QueryBody.Distinct.On on -> {
        out.add(" DISTINCT ON (");
        for (int i = 0; i < on.keys().size(); i++) {
          out.add(i == 0 ? "" : ", ");
          printer.print(on.keys().get(i), Types.TEXT);
        }
        out.add(")");
      }
    }
  }

  private void targets(List<Target> targets, ExpressionPrinter printer, List<String> names) {
    for (int i = 0; i < targets.size(); i++) {
      out.add(i == 0 ? " " : ", ");
      boolean breaks = targets.get(i).expression() instanceof Expression.Case;
      if (i > 0 && out.style().indent() && !breaks) {
        out.keyword("", -SqlText.STEP, SqlText.STEP, SqlText.SMALL_STEP);
      }
      Target target = targets.get(i);
      printer.print(target.expression(), Types.TEXT);
      Optional<String> own =
          target.expression() instanceof Expression.ColumnReference column
              ? Optional.of(column.parts().getLast())
              : Optional.empty();
      Optional<String> shown =
          i < names.size()
              ? Optional.of(names.get(i))
              : target.alias().or(() -> FigureName.of(target.expression()));
      shown
          .filter(name -> !own.equals(Optional.of(name)) && !name.equals("?column?"))
          .ifPresent(name -> out.add(" AS ").add(Names.quoted(name)));
    }
  }
}
