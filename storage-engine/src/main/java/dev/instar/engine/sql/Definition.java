package dev.instar.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is created as a whole, but for indexes ({@link Statement.CreateIndex}). */
public sealed interface Definition extends Command {

  /** {@code CREATE [TEMP | UNLOGGED] TABLE [IF NOT EXISTS] table (element, …) …}. */
  record CreateTable(
      QualifiedName table, boolean ifNotExists, List<TableElement> elements, TableStorage storage)
      implements Definition {
    public CreateTable {
      Objects.requireNonNull(table, "table");
      elements = List.copyOf(elements);
      Objects.requireNonNull(storage, "storage");
    }
  }

  /**
   * {@code CREATE TABLE … AS query [WITH [NO] DATA]}, and {@code SELECT … INTO table}.
   *
   * @param columns new names of the first columns
   */
  record CreateTableAs(
      QualifiedName table,
      boolean ifNotExists,
      List<String> columns,
      TableStorage storage,
      Query query,
      boolean withData)
      implements Definition {
    public CreateTableAs {
      Objects.requireNonNull(table, "table");
      columns = List.copyOf(columns);
      Objects.requireNonNull(query, "query");
    }
  }

  /**
   * {@code CREATE SCHEMA [IF NOT EXISTS] [name] [AUTHORIZATION role]}, one of the two at least; the
   * role lends its name where no other is given.
   */
  record CreateSchema(Optional<String> name, boolean ifNotExists, Optional<String> role)
      implements Definition {}

  /** {@code CREATE [TEMP | UNLOGGED] SEQUENCE [IF NOT EXISTS] name option …}. */
  record CreateSequence(
      QualifiedName name,
      boolean ifNotExists,
      Persistence persistence,
      List<SequenceOption> options)
      implements Definition {
    public CreateSequence {
      options = List.copyOf(options);
    }
  }

  /**
   * {@code CREATE [OR REPLACE] [TEMP] VIEW name [(column, …)] [WITH (…)] AS query [WITH … CHECK
   * OPTION]}.
   *
   * @param queryText the query as written, which is kept in the catalog
   * @param checkOption LOCAL or CASCADED, where written
   */
  record CreateView(
      QualifiedName name,
      boolean replace,
      Persistence persistence,
      List<String> columns,
      Map<String, String> options,
      Query query,
      String queryText,
      Optional<String> checkOption)
      implements Definition {
    public CreateView {
      columns = List.copyOf(columns);
      options = Map.copyOf(options);
    }
  }

  /** {@code CREATE TYPE name AS ENUM ('label', …)}; the labels without their quotes. */
  record CreateEnum(QualifiedName name, List<String> labels) implements Definition {
    public CreateEnum {
      labels = List.copyOf(labels);
    }
  }

  /** {@code CREATE DOMAIN name [AS] type constraint …}. */
  record CreateDomain(
      QualifiedName name,
      TypeName type,
      Optional<QualifiedName> collation,
      List<ColumnConstraint> constraints)
      implements Definition {
    public CreateDomain {
      constraints = List.copyOf(constraints);
    }
  }

  /** {@code CREATE DATABASE name [WITH] option [=] value …}; DEFAULT comes without a value. */
  record CreateDatabase(String name, List<UtilityOption> options) implements Definition {
    public CreateDatabase {
      options = List.copyOf(options);
    }
  }

  /** {@code CREATE ROLE | USER | GROUP name [WITH] option …}. */
  record CreateRole(RoleKeyword keyword, String name, List<RoleOption> options)
      implements Definition {
    public CreateRole {
      options = List.copyOf(options);
    }
  }

  /** {@code CREATE EXTENSION [IF NOT EXISTS] name [SCHEMA s] [VERSION v] [CASCADE]}. */
  record CreateExtension(
      String name,
      boolean ifNotExists,
      Optional<String> schema,
      Optional<String> version,
      boolean cascade)
      implements Definition {}

  /** {@code CREATE PUBLICATION name [FOR …] [WITH (…)]}. */
  record CreatePublication(
      String name, boolean allTables, List<PublicationObject> objects, List<UtilityOption> options)
      implements Definition {
    public CreatePublication {
      objects = List.copyOf(objects);
      options = List.copyOf(options);
    }
  }

  /** How long something lives, and whether it is logged. */
  enum Persistence {
    PERMANENT,
    TEMPORARY,
    UNLOGGED
  }

  /** What happens to a temporary table's rows at the end of a transaction. */
  enum OnCommit {
    PRESERVE_ROWS,
    DELETE_ROWS,
    DROP
  }

  /** The key word under which a role was named; USER can log in by default. */
  enum RoleKeyword {
    ROLE,
    USER,
    GROUP
  }

  /** {@code [TEMP | UNLOGGED] … [USING method] [WITH (…)] [ON COMMIT …] [TABLESPACE t]}. */
  record TableStorage(
      Persistence persistence,
      Optional<String> accessMethod,
      Map<String, String> options,
      OnCommit onCommit,
      Optional<String> tablespace) {
    public TableStorage {
      options = Map.copyOf(options);
    }

    static TableStorage of(Persistence persistence) {
      return new TableStorage(
          persistence, Optional.empty(), Map.of(), OnCommit.PRESERVE_ROWS, Optional.empty());
    }
  }

  /** What stands between the parentheses of CREATE TABLE. */
  sealed interface TableElement {
    /** A column. */
    record Column(ColumnDefinition definition) implements TableElement {}

    /** A constraint of the table. */
    record Constraint(TableConstraint constraint) implements TableElement {}

    /** {@code LIKE table [INCLUDING | EXCLUDING what] …}; {@code including} is what remains. */
    record Like(QualifiedName table, List<LikeOption> including) implements TableElement {
      public Like {
        including = List.copyOf(including);
      }
    }
  }

  /** What LIKE can take along. */
  enum LikeOption {
    COMMENTS,
    COMPRESSION,
    CONSTRAINTS,
    DEFAULTS,
    GENERATED,
    IDENTITY,
    INDEXES,
    STATISTICS,
    STORAGE
  }
}
