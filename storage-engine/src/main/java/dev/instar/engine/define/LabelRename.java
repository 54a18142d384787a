package dev.instar.engine.define;

import dev.instar.engine.analysis.Analyzer;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.QuotingFunctions;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Kept SQL after a label of an enum was renamed. A string that is that label may be a label or just
 * a text; it is a label if the SQL cannot be understood without its renaming, now that the type has
 * the new one:
 *
 * <pre>
 *   mood = 'ok' AND note = 'ok'     mood = 'fine' AND note = 'ok'
 * </pre>
 */
final class LabelRename implements Rewrites.Rewrite {
  private static final int[] NO_PARAMETERS = {};

  private final String before;
  private final String now;
  private final StatementContext context;

  /** A string in a text; half-open, in UTF-16 code units. */
  private record Stretch(int start, int end) {}

  /**
   * @param context whose catalog knows the type with its new label
   */
  LabelRename(String before, String now, StatementContext context) {
    this.before = before;
    this.now = now;
    this.context = context;
  }

  @Override
  public String view(View view) {
    List<Stretch> found = new ArrayList<>();
    ViewText.expressions(view.query(), node -> find(node, view.query(), found));
    return renamed(
        view.query(),
        found,
        text ->
            Analyzer.analyze(
                SqlParser.parseStatement(text).statement(), text, NO_PARAMETERS, context));
  }

  @Override
  public String column(Table table, Column column, String stored) {
    return expression(
        stored,
        tree -> {
          DataType type = context.catalog().type(column.type()).orElseThrow();
          ExpressionAnalyzer.assigned(
              column.generation() == Column.Generation.NONE
                  ? ExpressionAnalyzer.constant(tree, context)
                  : ExpressionAnalyzer.overTable(tree, table, context),
              type,
              column.modifier(),
              context);
        });
  }

  @Override
  public String overTable(Table table, String stored) {
    return expression(stored, tree -> ExpressionAnalyzer.overTable(tree, table, context));
  }

  private String expression(String stored, Consumer<Expression> understand) {
    List<Stretch> found = new ArrayList<>();
    Expressions.walk(SqlParser.parseExpression(stored).tree(), node -> find(node, stored, found));
    return renamed(
        stored, found, text -> understand.accept(SqlParser.parseExpression(text).tree()));
  }

  private void find(Expression node, String text, List<Stretch> found) {
    int from;
    String written;
    switch (node) {
      case Expression.Literal literal when literal.kind() == Expression.Literal.Kind.STRING -> {
        from = literal.position().offset();
        written = literal.text();
      }
      case Expression.TypedLiteral literal -> {
        from = literal.type().position().offset() + literal.type().text().length();
        written = literal.text();
      }
      default -> {
        return;
      }
    }
    int start = text.indexOf(written, from);
    if (start >= 0 && Literals.string(written).equals(before)) {
      found.add(new Stretch(start, start + written.length()));
    }
  }

  /** With as few of the strings renamed as there must be. */
  private String renamed(String text, List<Stretch> strings, Consumer<String> understand) {
    if (understood(text, understand)) {
      return text;
    }
    List<Stretch> labels = new ArrayList<>(strings);
    if (!understood(edited(text, labels), understand)) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "cannot rename label \"%s\", which is used within a longer string: %s"
              .formatted(before, text));
    }
    for (Stretch string : strings) {
      labels.remove(string);
      if (!understood(edited(text, labels), understand)) {
        labels.add(string);
      }
    }
    return edited(text, labels);
  }

  private String edited(String text, List<Stretch> labels) {
    TextEdits edits = new TextEdits(text);
    labels.forEach(l -> edits.replace(l.start(), l.end(), QuotingFunctions.literal(now)));
    return edits.apply();
  }

  private static boolean understood(String text, Consumer<String> understand) {
    try {
      understand.accept(text);
      return true;
    } catch (SqlException e) {
      if (e.state() == SqlState.INVALID_TEXT_REPRESENTATION) {
        return false;
      }
      throw e;
    }
  }
}
