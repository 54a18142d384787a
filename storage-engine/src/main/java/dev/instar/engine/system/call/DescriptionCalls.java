package dev.instar.engine.system.call;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Comment;
import dev.instar.engine.system.relation.ObjectClasses;
import java.util.Map;

/** Comments. PostgreSQL's manual, section 9.27.6. */
final class DescriptionCalls {
  private DescriptionCalls() {}

  static void register(Map<String, Answer> answers) {
    answers.put("obj_description", (a, call) -> object(a, call.catalog()));
    answers.put("shobj_description", (a, call) -> object(a, call.context().shared()));
    answers.put(
        "col_description",
        (a, call) ->
            (Integer) a[1] == 0 ? null : comment(call.catalog(), Call.oid(a[0]), (Integer) a[1]));
  }

  private static String object(Object[] a, Catalog catalog) {
    int oid = Call.oid(a[0]);
    boolean ofClass =
        a.length == 1
            || catalog
                .find(oid)
                .map(object -> ObjectClasses.catalogOf(object).equals(a[1]))
                .orElse(false);
    return ofClass ? comment(catalog, oid, 0) : null;
  }

  private static String comment(Catalog catalog, int object, int part) {
    return catalog.comment(object, part).map(Comment::text).orElse(null);
  }
}
