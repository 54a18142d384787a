package dev.instar.engine.define;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Comment;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What cannot be there without what. PostgreSQL keeps this in {@code pg_depend}; here it is read
 * off the catalog, as it stands at the moment. Of one thread.
 */
final class Dependencies {
  private final StatementContext context;
  private final Catalog catalog;
  private final List<View> views;

  /**
   * Something that depends on something.
   *
   * @param automatic whether it goes silently: a part rather than a user
   */
  record Dependent(ObjectAddress address, boolean automatic) {}

  Dependencies(StatementContext context) {
    this.context = context;
    this.catalog = context.catalog();
    this.views = catalog.all(View.class);
  }

  /** What depends on it directly, newest first, as PostgreSQL goes through them. */
  List<Dependent> of(ObjectAddress address) {
    Collected found = new Collected();
    catalog
        .find(address.object())
        .ifPresentOrElse(
            object -> collect(object, address, found), () -> columnsOf(address.object(), found));
    found.list.sort(
        Comparator.comparingLong(
                (Dependent dependent) -> Integer.toUnsignedLong(dependent.address().object()))
            .reversed()
            .thenComparing(dependent -> -dependent.address().column()));
    return found.list;
  }

  private static final class Collected {
    final List<Dependent> list = new ArrayList<>();

    void part(int object) {
      list.add(new Dependent(ObjectAddress.of(object), true));
    }

    void part(ObjectAddress address) {
      list.add(new Dependent(address, true));
    }

    void user(int object) {
      list.add(new Dependent(ObjectAddress.of(object), false));
    }

    void user(ObjectAddress address) {
      list.add(new Dependent(address, false));
    }
  }

  private void collect(CatalogObject object, ObjectAddress address, Collected found) {
    switch (object) {
      case Table table when address.isDefault() -> {}
      case Table table when !address.isWhole() ->
          ofColumn(table, table.column(address.column()), found);
      case Table table -> ofTable(table, found);
      case View view -> viewsOver(view.oid(), found);
      case Sequence sequence -> ofSequence(sequence, found);
      case Index index -> ofIndex(index, found);
      case Constraint.Unique unique -> found.part(unique.index());
      case Constraint.Check check -> {}
      case Constraint.ForeignKey key -> {}
      case UserEnum type -> {
        columnsOf(type.oid(), found);
        viewsOver(type.oid(), found);
        found.part(type.arrayOid());
      }
      case Schema schema -> ofSchema(schema, found);
      case Extension extension -> {
        if (extension.name().equals("citext")) {
          found.part(Types.CITEXT.oid());
          found.part(Types.CITEXT.arrayOid());
        }
      }
      case Publication publication -> {}
      case Comment comment -> {}
      case Role role -> {}
      case DatabaseEntry database -> {}
    }
  }

  private void ofTable(Table table, Collected found) {
    catalog.indexes(table.oid()).forEach(index -> found.part(index.oid()));
    catalog.constraints(table.oid()).forEach(constraint -> found.part(constraint.oid()));
    catalog.ownedSequences(table.oid()).forEach(sequence -> found.part(sequence.oid()));
    for (Column column : table.liveColumns()) {
      if (column.defaultText().isPresent()) {
        found.part(ObjectAddress.defaultOf(table.oid(), column.number()));
      }
    }
    for (Constraint.ForeignKey key : catalog.referencing(table.oid())) {
      if (key.table() != table.oid()) {
        found.user(key.oid());
      }
    }
    viewsOver(table.oid(), found);
  }

  private void viewsOver(int oid, Collected found) {
    views.stream()
        .filter(view -> view.dependsOn().contains(oid))
        .forEach(view -> found.user(view.oid()));
  }

  private void ofColumn(Table table, Column column, Collected found) {
    int number = column.number();
    if (column.defaultText().isPresent()) {
      found.part(ObjectAddress.defaultOf(table.oid(), number));
    }
    for (Index index : catalog.indexes(table.oid())) {
      if (IndexColumns.of(context, table, index).contains(number)) {
        found.part(index.oid());
      }
    }
    for (Constraint constraint : catalog.constraints(table.oid())) {
      if (constraint.columns().contains(number)) {
        found.part(constraint.oid());
      }
    }
    for (Sequence sequence : catalog.ownedSequences(table.oid())) {
      if (sequence.ownedBy().filter(owner -> owner.column() == number).isPresent()) {
        found.part(sequence.oid());
      }
    }
    for (Constraint.ForeignKey key : catalog.referencing(table.oid())) {
      if (key.referencedColumns().contains(number)) {
        found.user(key.oid());
      }
    }
    for (Column other : table.liveColumns()) {
      if (other.generation() == Column.Generation.STORED
          && other.number() != number
          && StoredExpressions.readsColumn(other.defaultText().orElseThrow(), column.name())) {
        found.user(ObjectAddress.column(table.oid(), other.number()));
      }
    }
    for (View view : views) {
      if (view.dependsOn().contains(table.oid())
          && ViewColumns.reads(context, view, table.oid(), number)) {
        found.user(view.oid());
      }
    }
  }

  private void ofSequence(Sequence sequence, Collected found) {
    for (Table table : catalog.all(Table.class)) {
      for (Column column : table.liveColumns()) {
        boolean uses =
            column.defaultText().filter(text -> StoredExpressions.uses(text, sequence)).isPresent();
        if (uses) {
          found.user(ObjectAddress.defaultOf(table.oid(), column.number()));
        }
      }
    }
    viewsOver(sequence.oid(), found);
  }

  private void ofIndex(Index index, Collected found) {
    for (Constraint.ForeignKey key : catalog.referencing(index.table())) {
      if (key.index() == index.oid()) {
        found.user(key.oid());
      }
    }
  }

  /** Columns of a type: a user's, the array over it, or one that an extension brings. */
  private void columnsOf(int type, Collected found) {
    for (Table table : catalog.all(Table.class)) {
      for (Column column : table.liveColumns()) {
        if (column.type() == type) {
          found.user(ObjectAddress.column(table.oid(), column.number()));
        }
      }
    }
  }

  private void ofSchema(Schema schema, Collected found) {
    for (CatalogObject object : catalog.objects()) {
      boolean within =
          switch (object) {
            case Table table -> table.schema() == schema.oid();
            case View view -> view.schema() == schema.oid();
            case Sequence sequence -> sequence.schema() == schema.oid();
            case UserEnum type -> type.schema() == schema.oid();
            case Extension extension -> extension.schema() == schema.oid();
            default -> false;
          };
      if (within) {
        found.user(object.oid());
      }
    }
  }
}
