package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Comment;
import dev.instar.engine.statement.StatementContext;
import java.util.Optional;

/** pg_description and pg_shdescription. */
final class DescriptionRows {
  private DescriptionRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    describe(context.catalog(), wanted, rows);
  }

  static void shared(StatementContext context, Wanted wanted, Rows rows) {
    describe(context.shared(), wanted, rows);
  }

  private static void describe(Catalog catalog, Wanted wanted, Rows rows) {
    boolean parts = rows.facts().places().containsKey("objsubid");
    for (Comment comment : catalog.all(Comment.class)) {
      Optional<CatalogObject> object = catalog.find(comment.object());
      if (object.isPresent() && wanted.mayBe("objoid", comment.object())) {
        Row row =
            rows.add()
                .set("objoid", comment.object())
                .set("classoid", ObjectClasses.classOf(object.get()))
                .set("description", comment.text());
        if (parts) {
          row.set("objsubid", comment.part());
        }
      }
    }
  }
}
