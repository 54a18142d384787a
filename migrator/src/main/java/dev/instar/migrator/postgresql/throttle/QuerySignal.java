package dev.instar.migrator.postgresql.throttle;

import dev.instar.migrator.throttle.Reading;
import dev.instar.migrator.throttle.Signal;
import java.math.BigDecimal;

/** The one number that a query of the user's returns; its names are qualified, or in pg_catalog. */
final class QuerySignal implements Signal {
  private final MonitorSession session;
  private final String sql;

  QuerySignal(MonitorSession session, String sql) {
    this.session = session;
    this.sql = sql;
  }

  @Override
  public String name() {
    return "query";
  }

  @Override
  public Reading read() {
    return session.query(
        sql,
        rows -> {
          if (rows.getMetaData().getColumnCount() != 1 || !rows.next()) {
            return new Reading.Unreadable("the query must return one row of one number");
          }
          BigDecimal value = rows.getBigDecimal(1);
          if (value == null || rows.next()) {
            return new Reading.Unreadable("the query must return one row of one number");
          }
          return new Reading.Measured(value.doubleValue(), value.toPlainString());
        });
  }
}
