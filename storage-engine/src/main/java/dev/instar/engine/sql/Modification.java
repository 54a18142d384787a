package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What changes rows. */
public sealed interface Modification extends Command {

  /**
   * {@code INSERT INTO table [AS alias] [(column, …)] [OVERRIDING … VALUE] source [ON CONFLICT …]
   * [RETURNING …]}.
   *
   * @param columns empty for all, in their order
   * @param source absent for DEFAULT VALUES; the rows of its VALUES may hold {@link
   *     Expression.Default}
   */
  record Insert(
      List<CommonTable> with,
      FromItem.Table table,
      List<TargetColumn> columns,
      Overriding overriding,
      Optional<Query> source,
      Optional<OnConflict> onConflict,
      List<Target> returning)
      implements Modification {
    public Insert {
      with = List.copyOf(with);
      Objects.requireNonNull(table, "table");
      columns = List.copyOf(columns);
      returning = List.copyOf(returning);
    }
  }

  /** {@code UPDATE table [alias] SET … [FROM …] [WHERE …] [RETURNING …]}. */
  record Update(
      List<CommonTable> with,
      FromItem.Table table,
      List<Assignment> assignments,
      List<FromItem> from,
      Optional<Expression> where,
      List<Target> returning,
      Clauses clauses)
      implements Modification {
    public Update {
      with = List.copyOf(with);
      Objects.requireNonNull(table, "table");
      assignments = List.copyOf(assignments);
      from = List.copyOf(from);
      returning = List.copyOf(returning);
      Objects.requireNonNull(clauses, "clauses");
    }
  }

  /** {@code DELETE FROM table [alias] [USING …] [WHERE …] [RETURNING …]}. */
  record Delete(
      List<CommonTable> with,
      FromItem.Table table,
      List<FromItem> using,
      Optional<Expression> where,
      List<Target> returning,
      Clauses clauses)
      implements Modification {
    public Delete {
      with = List.copyOf(with);
      Objects.requireNonNull(table, "table");
      using = List.copyOf(using);
      returning = List.copyOf(returning);
      Objects.requireNonNull(clauses, "clauses");
    }
  }

  /**
   * Where the clauses of an UPDATE or DELETE begin, for whoever takes its text apart.
   *
   * @param verb of the key word UPDATE or DELETE, behind WITH where there is one
   * @param sources of the first item of FROM or USING; where the clause ends if there is none
   * @param sourcesEnd behind the last token before WHERE, RETURNING or the end
   * @param condition of the condition's first token, where there is one
   */
  record Clauses(
      Position verb, Position sources, Position sourcesEnd, Optional<Position> condition) {
    public Clauses {
      Objects.requireNonNull(condition, "condition");
    }
  }

  /** {@code TRUNCATE [TABLE] table, … [RESTART | CONTINUE IDENTITY] [CASCADE | RESTRICT]}. */
  record Truncate(List<TableName> tables, boolean restartIdentity, boolean cascade)
      implements Modification {
    public Truncate {
      tables = List.copyOf(tables);
    }
  }

  /**
   * {@code COPY table [(column, …)] FROM STDIN [options] [WHERE …]}.
   *
   * @param options by name in lower case; those of the old syntax come as those of the new one
   */
  record CopyIn(
      QualifiedName table,
      List<String> columns,
      List<UtilityOption> options,
      Optional<Expression> where)
      implements Modification {
    public CopyIn {
      columns = List.copyOf(columns);
      options = List.copyOf(options);
    }
  }

  /** {@code COPY table [(column, …)] | (statement) TO STDOUT [options]}. */
  record CopyOut(CopySource source, List<UtilityOption> options) implements Modification {
    public CopyOut {
      options = List.copyOf(options);
    }
  }

  /** What COPY TO copies. */
  sealed interface CopySource {
    /** A table, or some of its columns. */
    record Table(QualifiedName name, List<String> columns) implements CopySource {
      public Table {
        columns = List.copyOf(columns);
      }
    }

    /** What a {@link Query}, or a {@link Modification} by RETURNING, answers. */
    record Rows(Statement statement) implements CopySource {}
  }

  /** A column that is written to. */
  record TargetColumn(String name, Position position) {}

  /** What {@code OVERRIDING SYSTEM | USER VALUE} says. */
  enum Overriding {
    NONE,
    SYSTEM,
    USER
  }

  /** What SET says of one column or several. */
  sealed interface Assignment {
    /** {@code column = value}; the value may be {@link Expression.Default}. */
    record Single(TargetColumn column, Expression value) implements Assignment {}

    /**
     * {@code (a, b) = source}: a {@link Expression.RowConstructor}, whose elements may be {@link
     * Expression.Default}, or a scalar {@link Expression.Subquery}; anything else is an error of
     * the statement.
     */
    record Multiple(List<TargetColumn> columns, Expression source) implements Assignment {
      public Multiple {
        columns = List.copyOf(columns);
      }
    }
  }

  /**
   * {@code ON CONFLICT [target] DO NOTHING | DO UPDATE SET … [WHERE …]}.
   *
   * @param assignments empty for DO NOTHING
   */
  record OnConflict(
      ConflictTarget target,
      List<Assignment> assignments,
      Optional<Expression> where,
      Position position) {
    public OnConflict {
      Objects.requireNonNull(target, "target");
      assignments = List.copyOf(assignments);
    }
  }

  /** Which conflicts are meant. */
  sealed interface ConflictTarget {
    /** All. */
    record Any() implements ConflictTarget {}

    /** {@code (column | expression, …) [WHERE predicate]}: the index is inferred. */
    record Inferred(List<IndexDefinition.Element> elements, Optional<SqlFragment> where)
        implements ConflictTarget {
      public Inferred {
        elements = List.copyOf(elements);
      }
    }

    /** ON CONSTRAINT name. */
    record Constraint(String name) implements ConflictTarget {}
  }
}
