package dev.instar.migrator.journal;

import java.sql.Connection;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The state tables, over one connection. What is written belongs to that connection's transaction,
 * which is the caller's: I5, position travels with data. As thread-safe as the connection, which is
 * to say not.
 */
public final class Journal {
  static {
    // jOOQ greets on standard output otherwise, which is where reports go.
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
    // It warns of every server but the latest; what is said here is tried on all that are
    // supported.
    System.setProperty(
        "org.jooq.log.org.jooq.impl.DefaultExecuteContext.logVersionSupport", "ERROR");
  }

  private final DSLContext sql;

  private Journal(DSLContext sql) {
    this.sql = sql;
  }

  /** The state tables as this connection sees them. */
  public static Journal on(Connection connection) {
    return new Journal(DSL.using(connection, SQLDialect.POSTGRES));
  }

  public MigrationTable migrations() {
    return new MigrationTable(sql);
  }

  public StepTable steps() {
    return new StepTable(sql);
  }

  public EventTable events() {
    return new EventTable(sql);
  }

  public ControlTable control() {
    return new ControlTable(sql);
  }

  public LeaseTable lease() {
    return new LeaseTable(sql);
  }

  public BackfillTable backfill() {
    return new BackfillTable(sql);
  }

  public ShadowTable shadows() {
    return new ShadowTable(sql);
  }
}
