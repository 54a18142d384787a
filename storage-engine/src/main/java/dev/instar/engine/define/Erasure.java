package dev.instar.engine.define;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Comment;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.Table.ReplicaIdentity;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes objects, columns and defaults out of the catalog, and what is said about them elsewhere:
 * comments, membership in publications. What they have in the store goes when the transaction is
 * committed. Who calls it has decided what goes, and has locked it.
 */
final class Erasure {
  private final StatementContext context;
  private final CatalogEdits edits;

  Erasure(StatementContext context) {
    this.context = context;
    this.edits = context.edits();
  }

  void erase(Collection<ObjectAddress> addresses) {
    Set<Integer> whole = new HashSet<>();
    for (ObjectAddress address : addresses) {
      Optional<CatalogObject> object = edits.catalog().find(address.object());
      if (object.isEmpty()) {
        continue;
      }
      if (address.isWhole()) {
        edits.remove(object.get());
        whole.add(address.object());
      } else {
        eraseColumn((Table) object.get(), address);
      }
    }
    forget(addresses, whole);
  }

  private void eraseColumn(Table table, ObjectAddress address) {
    Column column = table.column(address.column());
    Column now =
        address.isDefault() && column.generation() != Column.Generation.STORED
            ? column.withDefaultText(Optional.empty())
            : dropped(column);
    if (address.isDefault() && column.generation() == Column.Generation.STORED) {
      // The expression of a generated column is the column: it goes with it, never alone.
      return;
    }
    if (!address.isDefault()) {
      Rewrites.columnDropped(context, table, table.liveColumns().indexOf(column));
    }
    List<Column> columns = new ArrayList<>(table.columns());
    columns.set(address.column() - 1, now);
    edits.put(table.withColumns(columns));
  }

  /** A column keeps its place and its type, by which old rows are read over. */
  static Column dropped(Column column) {
    return column
        .withName("........pg.dropped." + column.number() + "........")
        .withDropped(true)
        .withNotNull(false)
        .withDefaultText(Optional.empty())
        .withGeneration(Column.Generation.NONE)
        .withMissing(Optional.empty());
  }

  private void forget(Collection<ObjectAddress> addresses, Set<Integer> whole) {
    Catalog catalog = edits.catalog();
    for (Comment comment : catalog.all(Comment.class)) {
      boolean gone =
          whole.contains(comment.object())
              || (comment.part() != 0
                  && addresses.contains(ObjectAddress.column(comment.object(), comment.part())));
      if (gone) {
        edits.remove(comment);
      }
    }
    for (Publication publication : catalog.all(Publication.class)) {
      Publication now =
          publication
              .withTables(
                  publication.tables().stream()
                      .filter(table -> !whole.contains(table.table()))
                      .toList())
              .withSchemas(
                  publication.schemas().stream()
                      .filter(schema -> !whole.contains(schema))
                      .toList());
      if (!now.equals(publication)) {
        edits.put(now);
      }
    }
    for (Table table : catalog.all(Table.class)) {
      if (table.identity().kind() == ReplicaIdentity.Kind.INDEX
          && catalog.find(table.identity().index()).filter(Index.class::isInstance).isEmpty()) {
        edits.put(table.withIdentity(new ReplicaIdentity(ReplicaIdentity.Kind.NOTHING, 0)));
      }
    }
  }
}
