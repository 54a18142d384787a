package dev.instar.engine.define;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.CatalogEdits;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Comment;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.Alteration.CommentTarget;
import dev.instar.engine.sql.ObjectKind;
import dev.instar.engine.statement.StatementContext;
import java.util.Optional;

/** COMMENT ON. A relation is locked with SHARE UPDATE EXCLUSIVE. */
final class Comments {
  private Comments() {}

  static void execute(Alteration.Comment statement, StatementContext context) {
    switch (statement.target()) {
      case CommentTarget.Named named -> named(named, statement.text(), context);
      case CommentTarget.Column column -> column(column, statement.text(), context);
      case CommentTarget.Constraint constraint -> constraint(constraint, statement.text(), context);
    }
  }

  private static void named(
      CommentTarget.Named target, Optional<String> text, StatementContext context) {
    CatalogObject object =
        ObjectNames.find(target.kind(), target.name(), LockMode.SHARE_UPDATE_EXCLUSIVE, context);
    boolean shared = target.kind() == ObjectKind.DATABASE || target.kind() == ObjectKind.ROLE;
    if (target.kind() == ObjectKind.ROLE) {
      Roles.requireMayChange(context);
    } else {
      Privileges.requireOwner(context, object);
    }
    put(shared ? context.sharedEdits() : context.edits(), object.oid(), 0, text);
  }

  private static void column(
      CommentTarget.Column target, Optional<String> text, StatementContext context) {
    Relation relation =
        RelationNames.lock(target.table(), LockMode.SHARE_UPDATE_EXCLUSIVE, context);
    Privileges.requireOwner(context, relation);
    int number =
        switch (relation) {
          case Table table ->
              table.column(target.column()).map(column -> column.number()).orElse(0);
          case View view -> number(view, target.column());
          case Sequence sequence -> throw cannot(relation, "sequences");
          case Index index -> throw cannot(relation, "indexes");
        };
    if (number == 0) {
      throw new SqlException(
          SqlState.UNDEFINED_COLUMN,
          "column \"%s\" of relation \"%s\" does not exist"
              .formatted(target.column(), relation.name()));
    }
    put(context.edits(), relation.oid(), number, text);
  }

  private static SqlException cannot(Relation relation, String kinds) {
    return new SqlException(
            SqlState.WRONG_OBJECT_TYPE,
            "cannot set comment on relation \"" + relation.name() + "\"")
        .with(SqlException.Field.DETAIL, "This operation is not supported for " + kinds + ".");
  }

  private static int number(View view, String column) {
    for (int i = 0; i < view.columns().size(); i++) {
      if (view.columns().get(i).name().equals(column)) {
        return i + 1;
      }
    }
    return 0;
  }

  private static void constraint(
      CommentTarget.Constraint target, Optional<String> text, StatementContext context) {
    if (target.onDomain()) {
      throw SqlException.unsupported("a domain");
    }
    Relation relation = RelationNames.lock(target.relation(), LockMode.ACCESS_SHARE, context);
    Privileges.requireOwner(context, relation);
    Constraint constraint =
        context.catalog().constraints(relation.oid()).stream()
            .filter(other -> other.name().equals(target.name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new SqlException(
                        SqlState.UNDEFINED_OBJECT,
                        "constraint \"%s\" for table \"%s\" does not exist"
                            .formatted(target.name(), relation.name())));
    put(context.edits(), constraint.oid(), 0, text);
  }

  private static void put(CatalogEdits edits, int object, int part, Optional<String> text) {
    Optional<Comment> known = edits.catalog().comment(object, part);
    if (text.filter(written -> !written.isEmpty()).isEmpty()) {
      known.ifPresent(edits::remove);
      return;
    }
    int oid = known.map(Comment::oid).orElseGet(edits::newOid);
    edits.put(new Comment(oid, object, part, text.get()));
  }
}
