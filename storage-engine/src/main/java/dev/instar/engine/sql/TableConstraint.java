package dev.instar.engine.sql;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A constraint as ADD CONSTRAINT writes it. {@code name} is what CONSTRAINT gave it. */
public sealed interface TableConstraint {
  Optional<String> name();

  /** The constraint exactly as written, with CONSTRAINT and its name, without NOT VALID. */
  String text();

  /** CHECK (expression) [NO INHERIT] [NOT VALID] [NOT ENFORCED]. */
  record Check(
      Optional<String> name,
      SqlFragment expression,
      boolean noInherit,
      boolean notValid,
      boolean enforced,
      String text)
      implements TableConstraint {}

  /** NOT NULL column [NO INHERIT] [NOT VALID], PostgreSQL 18 and later. */
  record NotNull(
      Optional<String> name, String column, boolean noInherit, boolean notValid, String text)
      implements TableConstraint {}

  /** UNIQUE (…) or PRIMARY KEY (…), with an index of its own. */
  record Unique(
      Optional<String> name,
      boolean primaryKey,
      List<String> columns,
      List<String> include,
      boolean nullsNotDistinct,
      Map<String, String> options,
      Optional<String> tablespace,
      ConstraintTiming timing,
      String text)
      implements TableConstraint {
    public Unique {
      columns = List.copyOf(columns);
      include = List.copyOf(include);
      options = Map.copyOf(options);
      Objects.requireNonNull(timing, "timing");
    }
  }

  /** UNIQUE or PRIMARY KEY USING INDEX index. */
  record UniqueUsingIndex(
      Optional<String> name, boolean primaryKey, String index, ConstraintTiming timing, String text)
      implements TableConstraint {}

  /** FOREIGN KEY (columns) REFERENCES … [NOT VALID] [NOT ENFORCED]. */
  record ForeignKey(
      Optional<String> name,
      List<String> columns,
      ForeignKeyTarget target,
      ConstraintTiming timing,
      boolean notValid,
      boolean enforced,
      String text)
      implements TableConstraint {
    public ForeignKey {
      columns = List.copyOf(columns);
    }
  }

  /** EXCLUDE [USING method] (element WITH operator, …) …. */
  record Exclude(
      Optional<String> name,
      String method,
      List<ExcludeElement> elements,
      List<String> include,
      Optional<SqlFragment> where,
      ConstraintTiming timing,
      String text)
      implements TableConstraint {
    public Exclude {
      elements = List.copyOf(elements);
      include = List.copyOf(include);
    }
  }

  /** One {@code element WITH operator} of EXCLUDE. */
  record ExcludeElement(IndexDefinition.Element element, String operator) {}
}
