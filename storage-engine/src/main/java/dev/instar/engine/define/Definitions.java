package dev.instar.engine.define;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Alteration;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.Definition;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Privileges;
import dev.instar.engine.sql.Removal;
import dev.instar.engine.sql.Statement;
import dev.instar.engine.statement.StatementContext;

/**
 * Runs definitions: each kind of statement has a class of its own, named here. Stateless; called by
 * the session's thread.
 */
public final class Definitions {
  private Definitions() {}

  /** Whether a statement is one of those that {@link #execute} runs. */
  public static boolean isDefinition(Statement statement) {
    return switch (statement) {
      case Definition definition -> true;
      case Alteration alteration -> true;
      case Removal removal -> true;
      case Privileges privileges -> true;
      case Modification.Truncate truncate -> true;
      case Statement.RenameRelation rename -> true;
      case Statement.RenameColumn rename -> true;
      case Statement.RenameConstraint rename -> true;
      case Statement.SetSchema set -> true;
      default -> false;
    };
  }

  /**
   * Runs a definition, in the transaction of the context.
   *
   * @param text the statement, which positions in errors refer to
   * @return its command tag
   * @throws SqlException as PostgreSQL
   */
  public static String execute(Statement statement, String text, StatementContext context) {
    switch (statement) {
      case Definition.CreateTableAs create -> {
        return TablesFromQueries.execute(create, text, context);
      }
      case Definition definition -> define(definition, context);
      case Alteration alteration -> alter(alteration, context);
      case Removal removal -> remove(removal, context);
      case Privileges privileges -> privileges(privileges, context);
      case Modification.Truncate truncate -> Truncations.execute(truncate, context);
      case Statement.RenameRelation rename -> RelationStatements.rename(rename, context);
      case Statement.RenameColumn rename -> ColumnRenames.column(rename, context);
      case Statement.RenameConstraint rename -> ColumnRenames.constraint(rename, context);
      case Statement.SetSchema move -> RelationStatements.setSchema(move, context);
      default -> throw SqlException.unsupported(CommandTag.of(statement));
    }
    return CommandTag.of(statement);
  }

  private static void define(Definition statement, StatementContext context) {
    switch (statement) {
      case Definition.CreateTable create -> CreateTables.execute(create, context);
      case Definition.CreateTableAs create ->
          throw new IllegalArgumentException("CREATE TABLE AS has a tag of its own");
      case Definition.CreateSchema create -> Schemas.create(create, context);
      case Definition.CreateSequence create -> SequenceStatements.create(create, context);
      case Definition.CreateView create -> Views.create(create, context);
      case Definition.CreateEnum create -> Enums.create(create, context);
      case Definition.CreateDomain create -> throw SqlException.unsupported("CREATE DOMAIN");
      case Definition.CreateDatabase create -> Databases.create(create, context);
      case Definition.CreateRole create -> Roles.create(create, context);
      case Definition.CreateExtension create -> Extensions.create(create, context);
      case Definition.CreatePublication create -> Publications.create(create, context);
    }
  }

  private static void alter(Alteration statement, StatementContext context) {
    switch (statement) {
      case Alteration.AlterSequence alter -> SequenceStatements.alter(alter, context);
      case Alteration.AddEnumValue add -> Enums.add(add, context);
      case Alteration.RenameEnumValue rename -> Enums.rename(rename, context);
      case Alteration.AlterDomain alter -> throw SqlException.unsupported("ALTER DOMAIN");
      case Alteration.AlterDatabase alter -> Databases.alter(alter, context);
      case Alteration.AlterRole alter -> Roles.alter(alter, context);
      case Alteration.AlterDefaults alter -> DefaultSettings.execute(alter, context);
      case Alteration.AlterPublication alter -> Publications.alter(alter, context);
      case Alteration.AlterPublicationOptions alter -> Publications.alter(alter, context);
      case Alteration.Rename rename -> Renames.rename(rename, context);
      case Alteration.ChangeOwner change -> Ownership.execute(change, context);
      case Alteration.MoveToSchema move -> Renames.move(move, context);
      case Alteration.Comment comment -> Comments.execute(comment, context);
    }
  }

  private static void remove(Removal statement, StatementContext context) {
    switch (statement) {
      case Removal.DropObjects drop -> DropObjects.execute(drop, context);
      case Removal.DropDatabase drop -> Databases.drop(drop, context);
      case Removal.DropRoles drop -> Roles.drop(drop, context);
    }
  }

  private static void privileges(Privileges statement, StatementContext context) {
    switch (statement) {
      case Privileges.Grant grant -> Grants.grant(grant, context);
      case Privileges.Revoke revoke -> Grants.revoke(revoke, context);
      case Privileges.GrantRoles grant -> Memberships.grant(grant, context);
      case Privileges.RevokeRoles revoke -> Memberships.revoke(revoke, context);
    }
  }
}
