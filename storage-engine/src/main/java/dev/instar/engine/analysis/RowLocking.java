package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundQuery.Locking;
import dev.instar.engine.analysis.BoundSource.JoinSource;
import dev.instar.engine.analysis.BoundSource.TableSource;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.RowLock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** FOR UPDATE and its kind: which of a SELECT's tables they are about. */
final class RowLocking {
  private final Analysis analysis;
  private final Scope scope;
  private final boolean grouped;
  private final SelectStages stages;

  RowLocking(Analysis analysis, Scope scope, boolean grouped, SelectStages stages) {
    this.analysis = analysis;
    this.scope = scope;
    this.grouped = grouped;
    this.stages = stages;
  }

  static String name(RowLock lock) {
    return switch (lock.strength()) {
      case UPDATE -> "FOR UPDATE";
      case NO_KEY_UPDATE -> "FOR NO KEY UPDATE";
      case SHARE -> "FOR SHARE";
      case KEY_SHARE -> "FOR KEY SHARE";
    };
  }

  List<Locking> of(Query query, QueryBody.Select select, Optional<BoundSource> sources) {
    List<Locking> all = new ArrayList<>(query.locks().size());
    for (RowLock lock : query.locks()) {
      check(lock, select);
      List<Integer> offsets = new ArrayList<>();
      if (lock.of().isEmpty()) {
        sources.ifPresent(source -> everyTable(source, lock, false, offsets));
      } else {
        for (QualifiedName name : lock.of()) {
          named(name, lock, sources.orElseThrow(() -> missing(name, lock)), offsets);
        }
      }
      all.add(new Locking(lock.strength(), lock.waiting(), offsets));
    }
    return all;
  }

  private void check(RowLock lock, QueryBody.Select select) {
    String why =
        !(select.distinct() instanceof QueryBody.Distinct.None)
            ? "DISTINCT clause"
            : !select.groupBy().isEmpty()
                ? "GROUP BY clause"
                : select.having().isPresent()
                    ? "HAVING clause"
                    : grouped
                        ? "aggregate functions"
                        : !stages.windows().isEmpty()
                            ? "window functions"
                            : !stages.sets().isEmpty()
                                ? "set-returning functions in the target list"
                                : null;
    if (why != null) {
      throw refused(lock, "is not allowed with " + why, null);
    }
  }

  private SqlException refused(RowLock lock, String why, Position position) {
    return analysis.error(SqlState.FEATURE_NOT_SUPPORTED, name(lock) + " " + why, position);
  }

  private void everyTable(
      BoundSource source, RowLock lock, boolean nullable, List<Integer> offsets) {
    switch (source) {
      case TableSource table -> {
        if (nullable) {
          throw nullable(lock);
        }
        analysis.needs(table.table(), 'w');
        offsets.add(table.offset());
      }
      case JoinSource join -> {
        boolean left = join.kind() == JoinSource.Kind.RIGHT || join.kind() == JoinSource.Kind.FULL;
        boolean right = join.kind() == JoinSource.Kind.LEFT || join.kind() == JoinSource.Kind.FULL;
        everyTable(join.left(), lock, nullable || left, offsets);
        everyTable(join.right(), lock, nullable || right, offsets);
      }
      case BoundSource.QuerySource query ->
          throw analysis.unsupported(name(lock) + " of rows of a subquery", lock.position());
      // What has no rows of its own is passed over, as long as it is not named.
      case BoundSource.SystemSource s -> {}
      case BoundSource.CommonSource s -> {}
      case BoundSource.FunctionSource s -> {}
    }
  }

  private SqlException nullable(RowLock lock) {
    return refused(lock, "cannot be applied to the nullable side of an outer join", null);
  }

  private SqlException missing(QualifiedName name, RowLock lock) {
    return analysis.error(
        SqlState.UNDEFINED_TABLE,
        "relation \"" + name.name() + "\" in " + name(lock) + " clause not found in FROM clause",
        analysis.wordBehind(name.name(), lock.position()));
  }

  private void named(QualifiedName name, RowLock lock, BoundSource sources, List<Integer> offsets) {
    boolean known =
        scope.entries().stream()
            .anyMatch(entry -> entry.name().map(name.name()::equals).orElse(false));
    if (!known) {
      throw missing(name, lock);
    }
    List<Integer> before = List.copyOf(offsets);
    one(name.name(), sources, lock, false, offsets);
    if (before.size() == offsets.size()) {
      throw refused(
          lock, "cannot be applied to \"" + name.name() + "\", which is no table", lock.position());
    }
  }

  private void one(
      String name, BoundSource source, RowLock lock, boolean nullable, List<Integer> offsets) {
    switch (source) {
      case TableSource table -> {
        if (table.alias().equals(name)) {
          if (nullable) {
            throw nullable(lock);
          }
          analysis.needs(table.table(), 'w');
          offsets.add(table.offset());
        }
      }
      case JoinSource join -> {
        boolean left = join.kind() == JoinSource.Kind.RIGHT || join.kind() == JoinSource.Kind.FULL;
        boolean right = join.kind() == JoinSource.Kind.LEFT || join.kind() == JoinSource.Kind.FULL;
        one(name, join.left(), lock, nullable || left, offsets);
        one(name, join.right(), lock, nullable || right, offsets);
      }
      case BoundSource.QuerySource s -> {}
      case BoundSource.SystemSource s -> {}
      case BoundSource.CommonSource s -> {}
      case BoundSource.FunctionSource s -> {}
    }
  }
}
