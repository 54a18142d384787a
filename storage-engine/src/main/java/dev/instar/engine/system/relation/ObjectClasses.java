package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Comment;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Extension;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.system.data.RelationFacts;

/** Which catalog of PostgreSQL an object is a row of. Stateless. */
public final class ObjectClasses {
  private ObjectClasses() {}

  /** The catalog's name: {@code pg_class}. */
  public static String catalogOf(CatalogObject object) {
    return switch (object) {
      case Schema schema -> "pg_namespace";
      case Relation relation -> "pg_class";
      case Constraint constraint -> "pg_constraint";
      case UserEnum type -> "pg_type";
      case Publication publication -> "pg_publication";
      case Extension extension -> "pg_extension";
      case Comment comment -> "pg_description";
      case Role role -> "pg_authid";
      case DatabaseEntry database -> "pg_database";
    };
  }

  /** The catalog's OID: {@code classid}. */
  public static int classOf(CatalogObject object) {
    return RelationFacts.catalog(catalogOf(object));
  }
}
