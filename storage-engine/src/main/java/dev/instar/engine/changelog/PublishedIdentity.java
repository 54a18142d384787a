package dev.instar.engine.changelog;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.Table.ReplicaIdentity;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.SqlParser;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a published table's rows can be told from each other when they are updated or deleted: if
 * not, the statement fails, as no reader could follow it. PostgreSQL's {@code
 * CheckCmdReplicaIdentity}.
 */
public final class PublishedIdentity {
  /** What is to be done to rows. */
  public enum Operation {
    UPDATE("update", "cannot update table", "updates", "updating the table"),
    DELETE("delete", "cannot delete from table", "deletes", "deleting from the table");

    private final String published;
    private final String refusal;
    private final String changes;
    private final String doing;

    Operation(String published, String refusal, String changes, String doing) {
      this.published = published;
      this.refusal = refusal;
      this.changes = changes;
      this.doing = doing;
    }
  }

  private PublishedIdentity() {}

  /**
   * @throws SqlException 55000, 42P10
   */
  public static void require(Catalog catalog, Table table, Operation operation) {
    if (catalog.publications().isEmpty() || table.persistence() != Table.Persistence.PERMANENT) {
      return;
    }
    boolean full = table.identity().kind() == ReplicaIdentity.Kind.FULL;
    Set<Integer> identity = IdentityColumns.of(table, catalog);
    for (Publication publication : catalog.publications()) {
      if (publication.operations().contains(operation.published)) {
        check(publication, table, identity, full, operation);
      }
    }
  }

  private static void check(
      Publication publication,
      Table table,
      Set<Integer> identity,
      boolean full,
      Operation operation) {
    Optional<Publication.PublishedTable> listed =
        publication.tables().stream().filter(each -> each.table() == table.oid()).findFirst();
    if (listed.isPresent()) {
      checkFilter(listed.get(), table, identity, full, operation);
      checkColumns(listed.get(), table, identity, full, operation);
    }
    boolean published =
        listed.isPresent()
            || publication.allTables()
            || publication.schemas().contains(table.schema());
    if (published && identity.isEmpty() && !full) {
      throw new SqlException(
              SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
              "%s \"%s\" because it does not have a replica identity and publishes %s"
                  .formatted(operation.refusal, table.name(), operation.changes))
          .with(
              Field.HINT,
              "To enable " + operation.doing + ", set REPLICA IDENTITY using ALTER TABLE.");
    }
  }

  private static void checkFilter(
      Publication.PublishedTable listed,
      Table table,
      Set<Integer> identity,
      boolean full,
      Operation operation) {
    if (listed.where().isEmpty() || full) {
      return;
    }
    for (var reference :
        Expressions.columns(SqlParser.parseExpression(listed.where().get()).tree())) {
      Optional<Column> column = table.column(reference.parts().getLast());
      if (column.isPresent() && !identity.contains(column.get().number())) {
        throw invalid(
            table,
            operation,
            "Column used in the publication WHERE expression is not part of the replica identity.");
      }
    }
  }

  private static void checkColumns(
      Publication.PublishedTable listed,
      Table table,
      Set<Integer> identity,
      boolean full,
      Operation operation) {
    if (!listed.columns().isEmpty()
        && (full || !new HashSet<>(listed.columns()).containsAll(identity))) {
      throw invalid(
          table,
          operation,
          "Column list used by the publication does not cover the replica identity.");
    }
  }

  private static SqlException invalid(Table table, Operation operation, String detail) {
    return new SqlException(
            SqlState.INVALID_COLUMN_REFERENCE, operation.refusal + " \"" + table.name() + "\"")
        .with(Field.DETAIL, detail);
  }
}
