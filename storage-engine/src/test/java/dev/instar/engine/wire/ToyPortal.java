package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A statement of the toy's that runs. */
final class ToyPortal implements SqlSession.Portal {
  private final ToySession session;
  private final ToyStatement statement;
  private final Object[] values;
  private Iterator<Object[]> rows;
  private int given;

  ToyPortal(ToySession session, ToyStatement statement, Object[] values) {
    this.session = session;
    this.statement = statement;
    this.values = values;
  }

  @Override
  public List<SqlSession.Column> columns() {
    return statement.columns();
  }

  @Override
  public Optional<String> execute(int maxRows, SqlSession.RowSink sink) {
    session.refuseIfFailed(statement);
    switch (statement.kind()) {
      case INSERT -> {
        return Optional.of(insert());
      }
      case DELETE -> {
        int deleted = session.rows.size();
        session.rows.clear();
        return Optional.of("DELETE " + deleted);
      }
      case SHOW, SLEEP, SERIES, QUOTIENTS, TABLE, ACCOUNT, SELECT -> {
        return query(maxRows, sink);
      }
      default -> {
        return Optional.of(session.command(statement));
      }
    }
  }

  private String insert() {
    Matcher literal = Pattern.compile("\\((\\d+), ?'([^']*)'\\)").matcher(statement.text());
    int inserted = 0;
    while (literal.find()) {
      session.rows.add(new Object[] {Integer.valueOf(literal.group(1)), literal.group(2)});
      inserted++;
    }
    for (int i = 0; i < values.length; i += 2) {
      session.rows.add(new Object[] {values[i], values[i + 1]});
      inserted++;
    }
    return "INSERT 0 " + inserted;
  }

  private Optional<String> query(int maxRows, SqlSession.RowSink sink) {
    if (rows == null) {
      rows = result().iterator();
    }
    for (int sent = 0; rows.hasNext(); sent++) {
      if (maxRows > 0 && sent == maxRows) {
        return Optional.empty();
      }
      sink.row(rows.next());
      given++;
    }
    // As PostgreSQL: whoever got as many rows as asked for has to ask again.
    boolean full = maxRows > 0 && given > 0 && given % maxRows == 0 && !ended;
    ended = true;
    String tag = statement.kind() == ToyStatement.Kind.SHOW ? "SHOW" : "SELECT " + last(maxRows);
    return full ? Optional.empty() : Optional.of(tag);
  }

  private boolean ended;

  private int last(int maxRows) {
    return maxRows > 0 ? given % maxRows : given;
  }

  private Iterable<Object[]> result() {
    return switch (statement.kind()) {
      case SHOW ->
          List.<Object[]>of(
              new Object[] {session.parameter(statement.columns().getFirst().name())});
      case SLEEP -> {
        session.sleep();
        yield List.of();
      }
      case SERIES -> {
        Matcher bounds = Pattern.compile("\\((\\d+), ?(\\d+|\\$1)").matcher(statement.text());
        bounds.find();
        int last =
            bounds.group(2).equals("$1") ? (Integer) values[0] : Integer.parseInt(bounds.group(2));
        yield () ->
            IntStream.rangeClosed(Integer.parseInt(bounds.group(1)), last)
                .mapToObj(i -> new Object[] {i})
                .iterator();
      }
      case QUOTIENTS -> () -> IntStream.rangeClosed(1, 5).mapToObj(this::quotient).iterator();
      case TABLE -> new ArrayList<>(session.rows);
      case ACCOUNT -> List.<Object[]>of(new Object[] {42});
      default -> List.<Object[]>of(selected());
    };
  }

  private Object[] quotient(int g) {
    if (g == 3) {
      throw new SqlException(SqlState.DIVISION_BY_ZERO, "division by zero");
    }
    return new Object[] {6 / (3 - g)};
  }

  private Object[] selected() {
    List<String> items = ToyStatement.items(statement.text());
    Object[] row = new Object[items.size()];
    for (int i = 0; i < row.length; i++) {
      String item = items.get(i).replaceFirst("::\\w+$", "");
      Object value =
          item.startsWith("$")
              ? values[Integer.parseInt(item.substring(1)) - 1]
              : item.startsWith("'")
                  ? item.substring(1, item.length() - 1).replace("''", "'")
                  : item.equals("null") ? null : item;
      row[i] =
          value instanceof String text
              ? statement.columns().get(i).type().parse(text, session.format())
              : value;
    }
    return row;
  }

  @Override
  public Optional<SqlSession.Copy> copy() {
    return switch (statement.kind()) {
      case COPY_IN -> Optional.of(new ToyCopy.FromClient(session));
      case COPY_OUT -> Optional.of(new ToyCopy.ToClient(session));
      default -> Optional.empty();
    };
  }

  @Override
  public void close() {}
}
