package dev.instar.engine.define;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Grant;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a role owns or may use: as long as there is any of it, the role stays. */
final class RoleUses {
  private RoleUses() {}

  /** A line for each, as DETAIL has them. */
  static List<String> of(StatementContext context, Role role) {
    List<String> uses = new ArrayList<>();
    for (CatalogObject object : sorted(context.shared())) {
      add(context, object, role, uses);
    }
    for (CatalogObject object : sorted(context.catalog())) {
      add(context, object, role, uses);
    }
    for (DatabaseEntry database : context.shared().all(DatabaseEntry.class)) {
      if (database.oid() != context.database()) {
        long count =
            context.services().catalogs().database(database.oid()).objects().stream()
                .filter(object -> !(object instanceof Index) && isUse(object, role))
                .count();
        if (count > 0) {
          uses.add(
              "%d object%s in database %s"
                  .formatted(count, count == 1 ? "" : "s", database.name()));
        }
      }
    }
    return uses;
  }

  private static List<CatalogObject> sorted(Catalog catalog) {
    return catalog.objects().stream()
        .filter(object -> !(object instanceof Index))
        .sorted(Comparator.comparingLong(object -> Integer.toUnsignedLong(object.oid())))
        .toList();
  }

  private static void add(
      StatementContext context, CatalogObject object, Role role, List<String> uses) {
    if (owner(object) == role.oid()) {
      uses.add("owner of " + Descriptions.of(context, object));
    } else if (isUse(object, role)) {
      uses.add("privileges for " + Descriptions.of(context, object));
    }
  }

  private static boolean isUse(CatalogObject object, Role role) {
    return owner(object) == role.oid()
        || grants(object).stream()
            .anyMatch(grant -> grant.grantee() == role.oid() || grant.grantor() == role.oid());
  }

  private static int owner(CatalogObject object) {
    return switch (object) {
      case Relation relation -> relation.owner();
      case Schema schema -> schema.owner();
      case UserEnum type -> type.owner();
      case Publication publication -> publication.owner();
      case Extension extension -> extension.owner();
      case DatabaseEntry database -> database.owner();
      default -> 0;
    };
  }

  private static List<Grant> grants(CatalogObject object) {
    return switch (object) {
      case Table table -> table.grants();
      case View view -> view.grants();
      case Sequence sequence -> sequence.grants();
      case Schema schema -> schema.grants();
      case DatabaseEntry database -> database.grants();
      default -> List.of();
    };
  }
}
