package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.SystemColumn;
import dev.instar.engine.analysis.ScopeEntry.ScopeColumn;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Expression.ColumnReference;
import dev.instar.engine.sql.Position;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a column's name means: the innermost query counts whose FROM knows it. Of one thread.
 * PostgreSQL's {@code parse_relation.c}.
 */
final class ColumnNames {
  private static final Map<String, SystemColumn.Kind> SYSTEM =
      Map.of(
          "tableoid", SystemColumn.Kind.TABLEOID,
          "ctid", SystemColumn.Kind.CTID,
          "xmin", SystemColumn.Kind.XMIN,
          "cmin", SystemColumn.Kind.CMIN,
          "xmax", SystemColumn.Kind.XMAX,
          "cmax", SystemColumn.Kind.CMAX);

  private final Analysis analysis;
  private final Scope scope;

  ColumnNames(Analysis analysis, Scope scope) {
    this.analysis = analysis;
    this.scope = scope;
  }

  /** A column and how many levels out it is. */
  record Found(ScopeColumn column, int levels) {
    BoundExpression use() {
      column.use();
      return Trees.out(column.value(), levels);
    }
  }

  /** An entry and how many levels out it is. */
  record FoundEntry(ScopeEntry entry, int levels) {}

  BoundExpression resolve(ColumnReference reference) {
    List<String> parts = reference.parts();
    Position position = reference.position();
    return switch (parts.size()) {
      case 1 -> plain(parts.getFirst(), position);
      case 2 -> qualified(Optional.empty(), parts.get(0), parts.get(1), position);
      case 3 -> qualified(Optional.of(parts.get(0)), parts.get(1), parts.get(2), position);
      default ->
          throw analysis.error(
              SqlState.SYNTAX_ERROR,
              "improper qualified name (too many dotted names): " + String.join(".", parts),
              position);
    };
  }

  /** A column by its name alone, if there is one. */
  Optional<Found> find(String name, Position position) {
    int levels = 0;
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().outer()) {
      ScopeColumn found = null;
      ScopeEntry owner = null;
      for (ScopeEntry entry : at.get().entries()) {
        if (!entry.plain()) {
          continue;
        }
        for (ScopeColumn column : entry.columns(name)) {
          if (found != null) {
            throw ambiguous(name, position);
          }
          found = column;
          owner = entry;
        }
      }
      if (found != null) {
        requireAllowed(at.get(), owner, position);
        return Optional.of(new Found(found, levels));
      }
      levels++;
    }
    return Optional.empty();
  }

  /** A lateral reference to a side of a join that also gives rows without a partner. */
  private void requireAllowed(Scope at, ScopeEntry entry, Position position) {
    if (at.refuses(entry)) {
      throw analysis
          .error(
              SqlState.INVALID_COLUMN_REFERENCE,
              "invalid reference to FROM-clause entry for table \""
                  + entry.name().orElse("unnamed_join")
                  + "\"",
              position)
          .with(
              SqlException.Field.DETAIL,
              "The combining JOIN type must be INNER or LEFT for a LATERAL reference.");
    }
  }

  private SqlException ambiguous(String name, Position position) {
    return analysis.error(
        SqlState.AMBIGUOUS_COLUMN, "column reference \"" + name + "\" is ambiguous", position);
  }

  private BoundExpression plain(String name, Position position) {
    Optional<Found> found = find(name, position);
    if (found.isPresent()) {
      return found.get().use();
    }
    Optional<BoundExpression> system = systemOfAny(name, position);
    if (system.isPresent()) {
      return system.get();
    }
    Optional<FoundEntry> whole = entry(Optional.empty(), name, position);
    return whole
        .map(this::wholeRow)
        .orElseThrow(() -> missing("column \"" + name + "\" does not exist", null, name, position));
  }

  private SqlException missing(String message, String table, String name, Position position) {
    SqlException error = analysis.error(SqlState.UNDEFINED_COLUMN, message, position);
    if (Unreachable.column(scope, table, name, error)) {
      return error;
    }
    ColumnHints.of(scope, table, name).ifPresent(hint -> error.with(SqlException.Field.HINT, hint));
    return error;
  }

  private Optional<BoundExpression> systemOfAny(String name, Position position) {
    SystemColumn.Kind kind = SYSTEM.get(name);
    if (kind == null) {
      return Optional.empty();
    }
    int levels = 0;
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().outer()) {
      List<ScopeEntry> tables =
          at.get().entries().stream()
              .filter(entry -> entry.plain() && entry.identity().isPresent())
              .toList();
      if (tables.size() > 1) {
        throw ambiguous(name, position);
      }
      if (tables.size() == 1) {
        return Optional.of(system(kind, new FoundEntry(tables.getFirst(), levels)));
      }
      levels++;
    }
    return Optional.empty();
  }

  private static SystemColumn system(SystemColumn.Kind kind, FoundEntry found) {
    DataType type =
        switch (kind) {
          case TABLEOID -> Types.OID;
          case CTID -> Types.TID;
          case XMIN, XMAX -> Types.XID;
          case CMIN, CMAX -> Types.byName("cid").orElseThrow();
        };
    return new SystemColumn(kind, found.levels(), found.entry().identity().orElseThrow(), type);
  }

  /** The entry of that name, of the innermost query that has one. */
  Optional<FoundEntry> entry(Optional<String> schema, String name, Position position) {
    int levels = 0;
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().outer()) {
      ScopeEntry found = null;
      for (ScopeEntry entry : at.get().entries()) {
        boolean same = entry.named() && entry.name().map(name::equals).orElse(false);
        if (same && (schema.isEmpty() || schema.equals(entry.schema()))) {
          if (found != null) {
            throw new SqlException(
                SqlState.AMBIGUOUS_ALIAS, "table reference \"" + name + "\" is ambiguous");
          }
          found = entry;
        }
      }
      if (found != null) {
        requireAllowed(at.get(), found, position);
        return Optional.of(new FoundEntry(found, levels));
      }
      levels++;
    }
    return Optional.empty();
  }

  /** The entry that {@code name.*} or {@code name.column} is about. */
  FoundEntry requiredEntry(Optional<String> schema, String name, Position position) {
    return entry(schema, name, position).orElseThrow(() -> missingEntry(name, position));
  }

  private SqlException missingEntry(String name, Position position) {
    for (Optional<Scope> at = Optional.of(scope); at.isPresent(); at = at.get().outer()) {
      boolean there =
          at.get().hides(name)
              || at.get().entries().stream()
                  .anyMatch(entry -> entry.name().map(name::equals).orElse(false));
      if (there) {
        return analysis
            .error(
                SqlState.UNDEFINED_TABLE,
                "invalid reference to FROM-clause entry for table \"" + name + "\"",
                position)
            .with(
                SqlException.Field.DETAIL,
                "There is an entry for table \""
                    + name
                    + "\", but it cannot be referenced from this part of the query.");
      }
      Optional<SqlException> unreachable = unreachable(at.get(), name, position);
      if (unreachable.isPresent()) {
        return unreachable.get();
      }
      for (ScopeEntry entry : at.get().entries()) {
        if (entry.relation().map(name::equals).orElse(false)) {
          return analysis
              .error(
                  SqlState.UNDEFINED_TABLE,
                  "invalid reference to FROM-clause entry for table \"" + name + "\"",
                  position)
              .with(
                  SqlException.Field.HINT,
                  "Perhaps you meant to reference the table alias \""
                      + entry.name().orElse(name)
                      + "\".");
        }
      }
    }
    return analysis.error(
        SqlState.UNDEFINED_TABLE, "missing FROM-clause entry for table \"" + name + "\"", position);
  }

  private Optional<SqlException> unreachable(Scope at, String name, Position position) {
    Optional<Scope.Beyond> beyond =
        at.beyond().stream()
            .filter(
                other ->
                    other.entry().name().map(name::equals).orElse(false)
                        || other.entry().relation().map(name::equals).orElse(false))
            .findFirst();
    if (beyond.isEmpty()) {
      return Optional.empty();
    }
    SqlException error =
        analysis
            .error(
                SqlState.UNDEFINED_TABLE,
                "invalid reference to FROM-clause entry for table \"" + name + "\"",
                position)
            .with(
                SqlException.Field.DETAIL,
                "There is an entry for table \""
                    + beyond.get().entry().name().orElse(name)
                    + "\", but it cannot be referenced from this part of the query.");
    if (beyond.get().lateral()) {
      error.with(
          SqlException.Field.HINT,
          "To reference that table, you must mark this subquery with LATERAL.");
    }
    return Optional.of(error);
  }

  private BoundExpression qualified(
      Optional<String> schema, String table, String name, Position position) {
    FoundEntry found = requiredEntry(schema, table, position);
    List<ScopeColumn> columns = found.entry().columns(name);
    if (columns.size() > 1) {
      throw ambiguous(name, position);
    }
    if (!columns.isEmpty()) {
      return new Found(columns.getFirst(), found.levels()).use();
    }
    SystemColumn.Kind kind = SYSTEM.get(name);
    if (kind != null && found.entry().identity().isPresent()) {
      return system(kind, found);
    }
    throw missing("column " + table + "." + name + " does not exist", table, name, position);
  }

  /** A relation's name as a value: its row, or what a function gives that gives only one column. */
  BoundExpression wholeRow(FoundEntry found) {
    ScopeEntry entry = found.entry();
    if (entry.scalar()) {
      return new Found(entry.columns().getFirst(), found.levels()).use();
    }
    List<BoundExpression> fields = new ArrayList<>(entry.columns().size());
    List<String> names = new ArrayList<>(entry.columns().size());
    for (ScopeColumn column : entry.columns()) {
      fields.add(new Found(column, found.levels()).use());
      names.add(column.name());
    }
    int first =
        !entry.columns().isEmpty()
                && entry.columns().getFirst().value() instanceof BoundExpression.Slot slot
            ? slot.index()
            : 0;
    return new BoundExpression.WholeRow(found.levels(), first, fields, names);
  }
}
