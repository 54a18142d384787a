package dev.instar.engine.analysis;

import dev.instar.engine.analysis.CommonNames.Place;
import dev.instar.engine.analysis.CommonNames.Reference;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.CommonTable;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Modification;
import dev.instar.engine.sql.Position;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.QueryBody;
import dev.instar.engine.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * WITH RECURSIVE: its queries in an order in which each comes behind those that it names, and
 * whether those that name themselves do so where that has a meaning. PostgreSQL's {@code
 * checkWellFormedRecursion}.
 */
final class RecursiveWith {
  private final Analysis analysis;

  RecursiveWith(Analysis analysis) {
    this.analysis = analysis;
  }

  /** The queries, each behind those that it names. */
  List<CommonTable> ordered(List<CommonTable> with) {
    List<CommonTable> ordered = new ArrayList<>(with.size());
    List<CommonTable> left = new ArrayList<>(with);
    while (!left.isEmpty()) {
      CommonTable next = null;
      for (CommonTable common : left) {
        Set<String> needed = named(common, left);
        needed.remove(common.name());
        if (needed.isEmpty()) {
          next = common;
          break;
        }
      }
      if (next == null) {
        throw analysis.error(
            SqlState.FEATURE_NOT_SUPPORTED,
            "mutual recursion between WITH items is not implemented",
            left.getFirst().position());
      }
      left.remove(next);
      ordered.add(next);
    }
    for (CommonTable common : ordered) {
      if (isRecursive(common)) {
        check(common);
      }
    }
    return ordered;
  }

  /** Which of some WITH queries a WITH query names. */
  private static Set<String> named(CommonTable common, List<CommonTable> among) {
    Set<String> names = new HashSet<>();
    if (common.statement() instanceof Query query) {
      CommonNames.in(query, Place.ALLOWED).forEach(reference -> names.add(reference.name()));
    }
    Set<String> found = new HashSet<>();
    for (CommonTable other : among) {
      boolean changed =
          common.statement() instanceof Modification
              && CommonReferences.of(common.statement(), other.name()) > 0;
      if (changed || names.contains(other.name())) {
        found.add(other.name());
      }
    }
    return found;
  }

  /** Whether a query of WITH RECURSIVE names itself. */
  static boolean isRecursive(CommonTable common) {
    return common.recursive() && !named(common, List.of(common)).isEmpty();
  }

  private void check(CommonTable common) {
    Query query = query(common.statement(), common);
    if (!(query.body() instanceof QueryBody.SetOperation union)
        || union.kind() != QueryBody.SetOperation.Kind.UNION) {
      throw invalid(common, "does not have the form non-recursive-term UNION [ALL] recursive-term");
    }
    references(common, CommonNames.inWith(query, Place.SUBQUERY));
    refuse(query.orderBy().isEmpty(), "ORDER BY", firstKey(query));
    refuse(query.offset().isEmpty(), "OFFSET", start(query.offset().orElse(null)));
    refuse(query.limit().isEmpty(), "LIMIT", start(query.limit().orElse(null)));
    refuse(query.locks().isEmpty(), "FOR UPDATE/SHARE", null);
    references(common, CommonNames.in(union.left(), Place.NON_RECURSIVE_TERM));
    references(common, CommonNames.in(union.right(), Place.ALLOWED));
  }

  private Query query(Statement statement, CommonTable common) {
    if (statement instanceof Query query) {
      return query;
    }
    throw invalid(common, "must not contain data-modifying statements");
  }

  private SqlException invalid(CommonTable common, String why) {
    return analysis.error(
        SqlState.INVALID_RECURSION,
        "recursive query \"" + common.name() + "\" " + why,
        common.position());
  }

  private static Position firstKey(Query query) {
    return query.orderBy().isEmpty() ? null : start(query.orderBy().getFirst().expression());
  }

  private static Position start(Expression expression) {
    return expression == null ? null : ExpressionAnalyzer.start(expression);
  }

  private void refuse(boolean absent, String clause, Position position) {
    if (!absent) {
      throw analysis.error(
          SqlState.FEATURE_NOT_SUPPORTED,
          clause + " in a recursive query is not implemented",
          position);
    }
  }

  private void references(CommonTable common, List<Reference> references) {
    int count = 0;
    for (Reference reference : references) {
      if (!reference.name().equals(common.name())) {
        continue;
      }
      String must = null;
      if (reference.place() != Place.ALLOWED) {
        must = "within " + reference.place().text();
      } else if (++count > 1) {
        must = "more than once";
      }
      if (must != null) {
        throw analysis.error(
            SqlState.INVALID_RECURSION,
            "recursive reference to query \"" + common.name() + "\" must not appear " + must,
            reference.position());
      }
    }
  }
}
