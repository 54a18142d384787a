package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a query computes, before it is ordered and cut. */
public sealed interface QueryBody {

  /** SELECT. */
  record Select(
      Distinct distinct,
      List<Target> targets,
      List<FromItem> from,
      Optional<Expression> where,
      List<Expression> groupBy,
      boolean groupDistinct,
      Optional<Expression> having,
      List<NamedWindow> windows)
      implements QueryBody {
    public Select {
      Objects.requireNonNull(distinct, "distinct");
      targets = List.copyOf(targets);
      from = List.copyOf(from);
      groupBy = List.copyOf(groupBy);
      windows = List.copyOf(windows);
    }
  }

  /** {@code VALUES (a, b), …}; the rows may differ in length, which is an error of the query. */
  record Values(List<Row> rows) implements QueryBody {
    public Values {
      rows = List.copyOf(rows);
    }
  }

  /** One row of VALUES, from its parenthesis on. */
  record Row(List<Expression> values, Position position) {
    public Row {
      values = List.copyOf(values);
    }
  }

  /** {@code left UNION | INTERSECT | EXCEPT [ALL] right}. */
  record SetOperation(Kind kind, boolean all, Query left, Query right, Position position)
      implements QueryBody {
    /** Which of them. */
    public enum Kind {
      UNION,
      INTERSECT,
      EXCEPT
    }
  }

  /** What DISTINCT says. */
  sealed interface Distinct {
    /** ALL, or nothing. */
    record None() implements Distinct {}

    /** DISTINCT. */
    record Rows() implements Distinct {}

    /** DISTINCT ON (a, b). */
    record On(List<Expression> keys) implements Distinct {
      public On {
        keys = List.copyOf(keys);
      }
    }
  }

  /** {@code WINDOW name AS (window)}. */
  record NamedWindow(String name, Window window, Position position) {}
}
