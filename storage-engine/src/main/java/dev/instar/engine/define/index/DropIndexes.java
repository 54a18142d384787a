package dev.instar.engine.define.index;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.Drops;
import dev.instar.engine.define.Notices;
import dev.instar.engine.define.ObjectAddress;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** DROP INDEX. Stateless. */
public final class DropIndexes {
  private static final String TAG = "DROP INDEX";

  private DropIndexes() {}

  /**
   * Removes indexes, with their tables locked against everybody; CONCURRENTLY as {@link
   * ConcurrentDrop} does.
   *
   * @return the command tag
   * @throws SqlException 42704 if there is none, 2BP01 if a constraint needs it, 25001
   */
  public static String execute(
      Statement.DropIndex statement, String text, StatementContext context) {
    if (statement.concurrently()) {
      new ConcurrentDrop(context).drop(statement);
      return TAG;
    }
    List<Index> found = new ArrayList<>();
    for (QualifiedName name : statement.indexes()) {
      find(name, statement.ifExists(), LockMode.ACCESS_EXCLUSIVE, context).ifPresent(found::add);
    }
    if (!found.isEmpty()) {
      Drops.drop(
          context,
          found.stream().map(index -> ObjectAddress.of(index.oid())).toList(),
          statement.cascade());
    }
    return TAG;
  }

  /** An index by name, with its table locked first and then itself. */
  static Optional<Index> find(
      QualifiedName name, boolean ifExists, LockMode mode, StatementContext context) {
    while (true) {
      Optional<Relation> relation = RelationNames.lookUp(name, context);
      if (relation.isEmpty()) {
        if (!ifExists) {
          throw new SqlException(
              SqlState.UNDEFINED_OBJECT, "index \"" + text(name) + "\" does not exist");
        }
        Notices.missing(context, "index \"" + text(name) + "\"");
        return Optional.empty();
      }
      Index index = requireIndex(relation.get(), name);
      Privileges.requireOwner(context, index);
      context.lock(index.table(), mode);
      context.lock(index.oid(), mode);
      Optional<Relation> again = RelationNames.lookUp(name, context);
      if (again.isPresent() && again.get() instanceof Index now && now.oid() == index.oid()) {
        return Optional.of(now);
      }
    }
  }

  static String text(QualifiedName name) {
    return name.schema().map(schema -> schema + "." + name.name()).orElse(name.name());
  }

  private static Index requireIndex(Relation relation, QualifiedName name) {
    if (relation instanceof Index index) {
      return index;
    }
    String kind = IndexedTables.plural(relation);
    String singular = kind.substring(0, kind.length() - 1);
    throw new SqlException(SqlState.WRONG_OBJECT_TYPE, "\"" + name.name() + "\" is not an index")
        .with(
            Field.HINT,
            "Use DROP "
                + singular.toUpperCase(Locale.ROOT)
                + " to remove "
                + (relation instanceof Table ? "a table." : "a " + singular + "."));
  }
}
