package dev.instar.samples.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.constraint;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.sequence;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.using;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.SQLDataType.BIGINT;
import static org.jooq.impl.SQLDataType.INTEGER;
import static org.jooq.impl.SQLDataType.NUMERIC;
import static org.jooq.impl.SQLDataType.VARCHAR;

import dev.instar.samples.client.BothServers.Target;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.junit.jupiter.api.Test;

/** jOOQ without generated classes: statements of its making, transactions, and what there is. */
class JooqTest {
  private static final Table<Record> CUSTOMERS = table(name("customers"));
  private static final Table<Record> ORDERS = table(name("orders"));
  private static final Field<Integer> ID = field(name("id"), INTEGER);
  private static final Field<String> NAME = field(name("name"), VARCHAR);
  private static final Field<Integer> CUSTOMER = field(name("customer"), INTEGER);
  private static final Field<BigDecimal> AMOUNT = field(name("amount"), NUMERIC);

  @Test
  void statementsOfItsMakingAreAnswered() throws Exception {
    assertThat(BothServers.sameAnswer(JooqTest::statements)).contains("ada", "rolled back");
  }

  @Test
  void itFindsWhatThereIs() throws Exception {
    assertThat(BothServers.sameAnswer(JooqTest::meta))
        .containsIgnoringCase("create table \"public\".\"orders\"")
        .containsIgnoringCase("foreign key (\"customer\")");
  }

  private static void create(DSLContext jooq) {
    jooq.createSequence("numbers").startWith(100).execute();
    jooq.createTable(CUSTOMERS)
        .column(ID, INTEGER.generatedByDefaultAsIdentity())
        .column(NAME, VARCHAR(40).notNull())
        .constraints(
            constraint("customers_pk").primaryKey(ID), constraint("customers_name").unique(NAME))
        .execute();
    jooq.createTable(ORDERS)
        .column(ID, INTEGER.generatedByDefaultAsIdentity())
        .column(CUSTOMER, INTEGER.notNull())
        .column(AMOUNT, NUMERIC(12, 2).notNull().defaultValue(BigDecimal.ZERO))
        .constraints(
            constraint("orders_pk").primaryKey(ID),
            constraint("orders_customer").foreignKey(CUSTOMER).references(CUSTOMERS, ID),
            constraint("orders_amount").check(AMOUNT.ge(BigDecimal.ZERO)))
        .execute();
    jooq.createIndex("orders_by_customer").on(ORDERS, CUSTOMER, AMOUNT.desc()).execute();
  }

  private static String statements(Target target) throws SQLException {
    StringBuilder told = new StringBuilder();
    try (Connection connection = target.connect()) {
      DSLContext jooq = using(connection, SQLDialect.POSTGRES);
      create(jooq);
      told.append(
          jooq.insertInto(CUSTOMERS, NAME)
              .values("ada")
              .values("grace")
              .values("edsger")
              .returningResult(ID, NAME)
              .fetch());
      for (int i = 1; i <= 20; i++) {
        jooq.insertInto(ORDERS, CUSTOMER, AMOUNT)
            .values(1 + i % 3, BigDecimal.valueOf(i * 125L, 2))
            .execute();
      }
      told.append(totals(jooq));
      told.append(
          jooq.insertInto(CUSTOMERS, NAME)
              .values("ada")
              .onConflict(NAME)
              .doUpdate()
              .set(NAME, excluded(NAME).concat(val(" again")))
              .returningResult(ID, NAME)
              .fetch());
      told.append(
          jooq.update(ORDERS)
              .set(AMOUNT, AMOUNT.plus(1))
              .where(ID.in(select(ID).from(ORDERS).orderBy(ID).limit(2)))
              .returningResult(ID, AMOUNT)
              .fetch());
      told.append(jooq.deleteFrom(ORDERS).where(AMOUNT.gt(new BigDecimal("20"))).execute());
      told.append(jooq.nextval(sequence(name("numbers"), BIGINT))).append('\n');
      transactions(jooq, told);
    }
    return told.toString();
  }

  private static Object totals(DSLContext jooq) {
    Field<Integer> owner = field(name("c", "id"), INTEGER);
    return jooq.with("t")
        .as(
            select(CUSTOMER, count().as("n"), sum(AMOUNT).as("total"))
                .from(ORDERS)
                .groupBy(CUSTOMER)
                .having(count().gt(1)))
        .select(
            field(name("c", "name"), VARCHAR),
            field(name("t", "n"), INTEGER),
            field(name("t", "total"), NUMERIC),
            rowNumber().over().orderBy(field(name("t", "total")).desc()).as("place"))
        .from(table(name("t")))
        .join(CUSTOMERS.as("c"))
        .on(owner.eq(field(name("t", "customer"), INTEGER)))
        .where(field(name("c", "name"), VARCHAR).likeIgnoreCase("%A%"))
        .orderBy(field(name("place")))
        .limit(5)
        .fetch();
  }

  private static void transactions(DSLContext jooq, StringBuilder told) {
    try {
      jooq.transaction(
          configuration -> {
            configuration.dsl().deleteFrom(ORDERS).execute();
            configuration
                .dsl()
                .transaction(
                    inner -> inner.dsl().insertInto(ORDERS, CUSTOMER).values(99).execute());
          });
    } catch (IntegrityConstraintViolationException e) {
      told.append("rolled back: ").append(e.sqlState()).append('\n');
    }
    try {
      jooq.insertInto(ORDERS, CUSTOMER, AMOUNT).values(1, new BigDecimal("-1")).execute();
    } catch (DataAccessException e) {
      told.append(e.sqlState()).append('\n');
    }
    told.append(jooq.fetchCount(ORDERS)).append('\n');
    try (var rows = jooq.selectFrom(ORDERS).orderBy(ID).fetchSize(3).fetchLazy()) {
      told.append(rows.fetchNext(2));
    }
  }

  private static String meta(Target target) throws SQLException {
    try (Connection connection = target.connect()) {
      DSLContext jooq = using(connection, SQLDialect.POSTGRES);
      create(jooq);
      jooq.createView("names").as(select(NAME).from(CUSTOMERS)).execute();
      return jooq.meta().filterSchemas(s -> s.getName().equals("public")).ddl().toString();
    }
  }
}
