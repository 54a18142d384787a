package dev.instar.engine.analysis;

import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.Position;
import java.math.BigInteger;
import java.util.OptionalInt;

/**
 * What ORDER BY, GROUP BY and DISTINCT ON name among the targets: by number, by alias, or by an
 * expression of its own. PostgreSQL's {@code findTargetlistEntrySQL92}.
 */
final class KeyNames {
  private final Analysis analysis;
  private final TargetList targets;
  private final ExpressionAnalyzer expressions;
  private final boolean columnsFirst;

  /**
   * @param expressions for the clause that the keys stand in
   */
  KeyNames(TargetList targets, ExpressionAnalyzer expressions) {
    this.analysis = expressions.analysis();
    this.targets = targets;
    this.expressions = expressions;
    // In GROUP BY a source's column comes before an alias.
    this.columnsFirst = expressions.clause() == Clause.GROUP_BY;
  }

  /** The place of a key among the targets; one more target if it is none of them. */
  int place(Expression key) {
    OptionalInt named = named(key);
    int place = named.isPresent() ? named.getAsInt() : targets.place(expressions.settled(key), key);
    targets.settle(place);
    return place;
  }

  private OptionalInt named(Expression key) {
    return switch (key) {
      case Expression.ColumnReference column when column.parts().size() == 1 ->
          alias(column.parts().getFirst(), column.position());
      case Expression.Literal literal -> ordinal(literal);
      default -> OptionalInt.empty();
    };
  }

  private OptionalInt alias(String name, Position position) {
    if (columnsFirst
        && expressions
            .columns()
            .find(name, position)
            .filter(found -> found.levels() == 0)
            .isPresent()) {
      return OptionalInt.empty();
    }
    int found = -1;
    for (int i = 0; i < targets.outputs(); i++) {
      TargetList.Item item = targets.items().get(i);
      if (!item.name().equals(name)) {
        continue;
      }
      if (found >= 0 && !targets.items().get(found).sameColumn(item.value())) {
        throw analysis.error(
            SqlState.AMBIGUOUS_COLUMN,
            expressions.clause().text() + " \"" + name + "\" is ambiguous",
            position);
      }
      found = found < 0 ? i : found;
    }
    return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
  }

  private OptionalInt ordinal(Expression.Literal literal) {
    boolean integer =
        literal.kind() == Expression.Literal.Kind.NUMBER && Literals.isInteger(literal.text());
    if (!integer) {
      throw analysis.error(
          SqlState.SYNTAX_ERROR,
          "non-integer constant in " + expressions.clause().text(),
          literal.position());
    }
    BigInteger number = Literals.integer(literal.text());
    if (number.signum() <= 0 || number.compareTo(BigInteger.valueOf(targets.outputs())) > 0) {
      throw analysis.error(
          SqlState.INVALID_COLUMN_REFERENCE,
          expressions.clause().text() + " position " + number + " is not in select list",
          literal.position());
    }
    return OptionalInt.of(number.intValueExact() - 1);
  }
}
