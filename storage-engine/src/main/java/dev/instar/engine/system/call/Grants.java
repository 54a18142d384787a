package dev.instar.engine.system.call;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Grant;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.statement.StatementContext;
import java.util.List;

/** What may be passed on. Stateless. */
final class Grants {
  private Grants() {}

  private record Owned(int owner, List<Grant> grants) {}

  private static Owned of(CatalogObject object) {
    return switch (object) {
      case Table table -> new Owned(table.owner(), table.grants());
      case View view -> new Owned(view.owner(), view.grants());
      case Sequence sequence -> new Owned(sequence.owner(), sequence.grants());
      case Schema schema -> new Owned(schema.owner(), schema.grants());
      case DatabaseEntry database -> new Owned(database.owner(), database.grants());
      default -> new Owned(0, List.of());
    };
  }

  /** Whether a role owns an object, or was granted a privilege WITH GRANT OPTION. */
  static boolean mayGrant(StatementContext context, int role, CatalogObject object, char letter) {
    Owned owned = of(object);
    if (Privileges.hasThoseOf(context, role, owned.owner())) {
      return true;
    }
    return owned.grants().stream()
        .anyMatch(
            grant ->
                grant.grantable().contains(letter)
                    && Privileges.hasThoseOf(context, role, grant.grantee()));
  }
}
