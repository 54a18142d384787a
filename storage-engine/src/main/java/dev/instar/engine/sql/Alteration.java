package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What alters something other than a table or an index, and COMMENT. */
public sealed interface Alteration extends Command {

  /** {@code ALTER SEQUENCE [IF EXISTS] name option …}. */
  record AlterSequence(QualifiedName name, boolean ifExists, List<SequenceOption> options)
      implements Alteration {
    public AlterSequence {
      options = List.copyOf(options);
    }
  }

  /**
   * {@code ALTER TYPE name ADD VALUE [IF NOT EXISTS] 'label' [BEFORE | AFTER 'neighbor']}.
   *
   * @param neighbor absent for the end
   */
  record AddEnumValue(
      QualifiedName type,
      String label,
      boolean ifNotExists,
      Optional<String> neighbor,
      boolean after)
      implements Alteration {}

  /** {@code ALTER TYPE name RENAME VALUE 'label' TO 'newLabel'}. */
  record RenameEnumValue(QualifiedName type, String label, String newLabel) implements Alteration {}

  /** {@code ALTER DOMAIN name action}. */
  record AlterDomain(QualifiedName domain, DomainAction action) implements Alteration {}

  /** What can be done to a domain. */
  sealed interface DomainAction {
    /** SET DEFAULT expression; DROP DEFAULT without one. */
    record Default(Optional<SqlFragment> expression) implements DomainAction {}

    /** SET or DROP NOT NULL. */
    record NotNull(boolean set) implements DomainAction {}

    /** ADD constraint. */
    record AddConstraint(TableConstraint constraint) implements DomainAction {}

    /** DROP CONSTRAINT [IF EXISTS] name [CASCADE | RESTRICT]. */
    record DropConstraint(String name, boolean ifExists, boolean cascade) implements DomainAction {}

    /** VALIDATE CONSTRAINT name. */
    record ValidateConstraint(String name) implements DomainAction {}

    /** RENAME CONSTRAINT name TO newName. */
    record RenameConstraint(String name, String newName) implements DomainAction {}
  }

  /** {@code ALTER DATABASE name [WITH] option …}. */
  record AlterDatabase(String name, List<UtilityOption> options) implements Alteration {
    public AlterDatabase {
      options = List.copyOf(options);
    }
  }

  /** {@code ALTER ROLE | USER name [WITH] option …}. */
  record AlterRole(String name, List<RoleOption> options) implements Alteration {
    public AlterRole {
      options = List.copyOf(options);
    }
  }

  /**
   * {@code ALTER ROLE role | ALL [IN DATABASE d] SET | RESET …} and {@code ALTER DATABASE d SET |
   * RESET …}.
   *
   * @param role the role; absent for ALL
   * @param change a {@link SessionCommand.Set} or {@link SessionCommand.Reset}
   */
  record AlterDefaults(Optional<String> role, Optional<String> database, SessionCommand change)
      implements Alteration {}

  /** {@code ALTER PUBLICATION name ADD | SET | DROP object, …}. */
  record AlterPublication(String name, Change change, List<PublicationObject> objects)
      implements Alteration {
    public AlterPublication {
      objects = List.copyOf(objects);
    }

    /** What is done with the objects. */
    public enum Change {
      ADD,
      SET,
      DROP
    }
  }

  /** {@code ALTER PUBLICATION name SET (option = value, …)}. */
  record AlterPublicationOptions(String name, List<UtilityOption> options) implements Alteration {
    public AlterPublicationOptions {
      options = List.copyOf(options);
    }
  }

  /** {@code ALTER kind name RENAME TO newName}, of what is no relation. */
  record Rename(ObjectKind kind, QualifiedName name, String newName) implements Alteration {}

  /** {@code ALTER kind [IF EXISTS] name OWNER TO role}. */
  record ChangeOwner(ObjectKind kind, QualifiedName name, boolean ifExists, String role)
      implements Alteration {}

  /** {@code ALTER kind name SET SCHEMA schema}, of what is no relation. */
  record MoveToSchema(ObjectKind kind, QualifiedName name, String schema) implements Alteration {}

  /** {@code COMMENT ON object IS 'text' | NULL}. */
  record Comment(CommentTarget target, Optional<String> text) implements Alteration {}

  /** What a comment is about. */
  sealed interface CommentTarget {
    /** Something with a name of its own. */
    record Named(ObjectKind kind, QualifiedName name) implements CommentTarget {}

    /** {@code COLUMN table.column}. */
    record Column(QualifiedName table, String column) implements CommentTarget {}

    /** {@code CONSTRAINT name ON [DOMAIN] relation}. */
    record Constraint(String name, boolean onDomain, QualifiedName relation)
        implements CommentTarget {
      public Constraint {
        Objects.requireNonNull(relation, "relation");
      }
    }
  }
}
