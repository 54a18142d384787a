package dev.instar.migrator.journal;

import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.MockConnection;
import org.jooq.tools.jdbc.MockResult;

/**
 * Loads the classes that reading and writing the state tables needs, without a database: for an
 * archive of classes, from which later processes start faster. jOOQ has thousands; these are few.
 */
public final class JournalClasses {
  private static final long NONE = 0;

  private JournalClasses() {}

  /** Asks every table a question that a connection answers with nothing. */
  public static void load() {
    DSLContext results = DSL.using(SQLDialect.POSTGRES);
    MockConnection nobody =
        new MockConnection(
            query -> new MockResult[] {new MockResult(0, results.newResult(DSL.field("nothing")))});
    Journal journal = Journal.on(nobody);
    journal.migrations().unfinished();
    journal.migrations().latest("", "");
    journal.migrations().all();
    journal.lease().read(NONE);
    journal.steps().of(NONE);
    journal.shadows().of(NONE);
    journal.events().last(NONE, 1);
    journal.events().interruptions(NONE);
  }
}
