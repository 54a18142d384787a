package dev.instar.engine.define.index;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.SqlSyntaxException;
import dev.instar.engine.type.DataType;
import java.util.Optional;

/** By which collation an index orders a key. Stateless. */
public final class IndexCollations {
  private IndexCollations() {}

  /**
   * A key's.
   *
   * @param said behind the key
   * @param own what the column or expression has
   * @throws SqlException 42804 if the type has none, 42P22 if nothing says which
   */
  public static Collation choose(DataType type, Optional<Collation> said, Collation own) {
    if (said.isPresent() && !Collation.isCollatable(type)) {
      throw new SqlException(
          SqlState.DATATYPE_MISMATCH, "collations are not supported by type " + type.sqlName());
    }
    if (said.isEmpty() && own == Collation.INDETERMINATE) {
      throw Collation.indeterminate("index expression");
    }
    return said.orElse(own);
  }

  /** What is indexed, where COLLATE stands around it: the key has the collation itself. */
  static SqlFragment withoutCollate(SqlFragment written) {
    SqlFragment fragment = SqlParser.parseExpression(written.text());
    if (!(fragment.tree() instanceof Expression.Collate collate)) {
      return written;
    }
    // The parentheses that are opened before it and closed behind it are in the way.
    String operand = fragment.text().substring(0, collate.position().offset()).strip();
    while (!reads(operand, collate.operand())) {
      operand = operand.substring(1).strip();
    }
    return withoutCollate(new SqlFragment(operand, collate.operand()));
  }

  private static boolean reads(String text, Expression tree) {
    try {
      return SqlParser.parseExpression(text).tree().equals(tree);
    } catch (SqlSyntaxException incomplete) {
      return false;
    }
  }
}
