package dev.instar.migrator.postgresql.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.plan.Unreplayed;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Earlier scripts on the bundled engine: what is there afterwards, and what is not known. */
class ReplayTest {
  private final BundledDatabase engine = BundledDatabase.inMemory();
  private final Replay replay =
      Replay.on(
          new Sessions(
              new ConnectionSettings(
                  engine.jdbcUrl(),
                  Optional.of(engine.user()),
                  Optional.of(engine.password()),
                  Map.of()),
              "UTC"));

  @AfterEach
  void stop() {
    replay.close();
    engine.close();
  }

  @Test
  void aStatementThatCannotBeIsPassedOverAndTheNextOnesAreCarriedOut() throws SQLException {
    replay.run(
        "V1.sql",
        """
        CREATE TABLE a (id int);
        CREATE TABLE events (id int, at date) PARTITION BY RANGE (at);
        CREATE TABLE b (id int);
        """);

    assertThat(tables()).containsExactly("a", "b");
    assertThat(replay.unreplayed())
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.place()).isEqualTo("V1.sql:2");
              assertThat(gap.reason()).contains("PARTITION").endsWith(", SQLSTATE 0A000");
              assertThat(gap.names()).contains(QualifiedName.of("events"));
              assertThat(gap.kind()).isEqualTo(Unreplayed.Kind.CHANGES);
            });
  }

  @Test
  void transactionsOfAFileAreNoneHere() throws SQLException {
    replay.run("V1.sql", "BEGIN; CREATE TABLE a (); CREATE OPERATOR === (x); COMMIT; ROLLBACK");

    assertThat(tables()).containsExactly("a");
  }

  @Test
  void rowsAreNotReplayedSoNoneIsInTheWay() throws SQLException {
    replay.run(
        "V1.sql",
        """
        CREATE TABLE a (id int, name text);
        INSERT INTO a VALUES (1, NULL), (1, NULL);
        COPY a FROM stdin;
        1\t\\N
        \\.
        UPDATE a SET name = no_such_function(id);
        ALTER TABLE a ALTER COLUMN name SET NOT NULL, ADD UNIQUE (id);
        """);

    assertThat(replay.unreplayed()).isEmpty();
    assertThat(
            strings(
                "SELECT attname FROM pg_attribute WHERE attrelid = 'a'::regclass"
                    + " AND attnotnull AND attnum > 0"))
        .containsExactly("name");
  }

  @Test
  void eachFileFindsTheSessionAsItBegan() throws SQLException {
    replay.run("V1.sql", "CREATE SCHEMA app; SET search_path = app; CREATE TABLE a ()");
    replay.run("V2.sql", "CREATE TABLE b ()");
    replay.run("V3.sql", "SELECT pg_catalog.set_config('search_path', 'app', false)");
    replay.run("V4.sql", "CREATE TABLE c ()");

    assertThat(strings("SELECT relname FROM pg_class WHERE relnamespace = 'app'::regnamespace"))
        .containsExactly("a");
  }

  @Test
  void aRoleThatIsNamedIsMade() throws SQLException {
    replay.run("dump.sql", "CREATE TABLE a (); ALTER TABLE a OWNER TO \"Shop\"");

    assertThat(replay.unreplayed()).isEmpty();
    assertThat(strings("SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'a'"))
        .containsExactly("Shop");
  }

  @Test
  void whatAPgDumpHoldsIsUnderstood() throws SQLException {
    replay.run(
        "dump.sql",
        """
        --
        -- PostgreSQL database dump
        --

        \\restrict 3yTdqXcHvq

        SET statement_timeout = 0;
        SET lock_timeout = 0;
        SET idle_in_transaction_session_timeout = 0;
        SET transaction_timeout = 0;
        SET client_encoding = 'UTF8';
        SET standard_conforming_strings = on;
        SELECT pg_catalog.set_config('search_path', '', false);
        SET check_function_bodies = false;
        SET xmloption = content;
        SET client_min_messages = warning;
        SET row_security = off;

        CREATE DATABASE shop WITH TEMPLATE = template0 ENCODING = 'UTF8';
        ALTER DATABASE shop OWNER TO ada;
        \\connect shop
        CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
        COMMENT ON EXTENSION citext IS 'data type for case-insensitive character strings';
        CREATE TYPE public.mood AS ENUM (
            'sad',
            'ok'
        );
        ALTER TYPE public.mood OWNER TO ada;
        SET default_tablespace = '';
        SET default_table_access_method = heap;
        CREATE TABLE public.orders (
            id bigint NOT NULL,
            mood public.mood DEFAULT 'ok'::public.mood,
            note character varying(20) COLLATE pg_catalog."C"
        );
        ALTER TABLE public.orders OWNER TO ada;
        CREATE SEQUENCE public.orders_id_seq
            START WITH 1
            INCREMENT BY 1
            NO MINVALUE
            NO MAXVALUE
            CACHE 1;
        ALTER SEQUENCE public.orders_id_seq OWNER TO ada;
        ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;
        ALTER TABLE ONLY public.orders ALTER COLUMN id SET DEFAULT nextval('public.orders_id_seq'::regclass);
        COPY public.orders (id, mood, note) FROM stdin;
        1\tok\t;'
        \\.
        SELECT pg_catalog.setval('public.orders_id_seq', 1, true);
        ALTER TABLE ONLY public.orders
            ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
        CREATE INDEX orders_note ON public.orders USING btree (note) WHERE (mood = 'ok'::public.mood);
        GRANT SELECT ON TABLE public.orders TO reader;
        ALTER DEFAULT PRIVILEGES FOR ROLE ada IN SCHEMA public GRANT SELECT ON TABLES TO reader;

        \\unrestrict 3yTdqXcHvq
        """);

    assertThat(replay.unreplayed()).isEmpty();
    assertThat(
            strings(
                "SELECT indexrelid::regclass::text FROM pg_index WHERE"
                    + " indrelid = 'orders'::regclass ORDER BY 1"))
        .containsExactly("orders_note", "orders_pkey");
  }

  @Test
  void whatWasDroppedSinceIsForgotten() {
    replay.run(
        "V1.sql",
        """
        CREATE TABLE events (id int) PARTITION BY RANGE (id);
        CREATE TABLE orders (id int);
        CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE TRIGGER t BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION f();
        CREATE MATERIALIZED VIEW m AS SELECT * FROM orders;
        ALTER TABLE events ADD COLUMN note text;
        CREATE POLICY p ON orders;
        """);
    assertThat(places()).hasSize(6);

    replay.run("V2.sql", "DROP TRIGGER t ON orders; DROP FUNCTION f(); DROP POLICY p ON orders");
    assertThat(places()).containsExactly("V1.sql:1", "V1.sql:5", "V1.sql:6");
    replay.run("V3.sql", "DROP MATERIALIZED VIEW m; DROP TABLE IF EXISTS app.x, public.events");
    assertThat(places()).isEmpty();
  }

  @Test
  void whatWasMadeAnewIsKnownByItsLastForm() {
    String view = "CREATE OR REPLACE VIEW v AS SELECT no_such_function(id) FROM orders";
    replay.run("V1.sql", "CREATE TABLE orders (id int); " + view);
    replay.run("V2.sql", view);
    assertThat(places()).containsExactly("V2.sql:1");

    replay.run("V3.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM orders");
    assertThat(places()).isEmpty();
  }

  @Test
  void aRenamedTableTakesWhatIsNotKnownOfItAlong() {
    replay.run(
        "V1.sql",
        "CREATE TABLE a (id int); CREATE TRIGGER t BEFORE INSERT ON a EXECUTE FUNCTION f();"
            + " ALTER TABLE a RENAME TO b");

    assertThat(replay.unreplayed().getFirst().names()).contains(QualifiedName.of("b"));
  }

  @Test
  void codeThatOnlyChangesRowsIsNoGapAndWhatItDefinesIs() {
    replay.run("V1.sql", "CREATE TABLE a (id int); CREATE TABLE b (id int)");
    replay.run("V2.sql", "DO $$ BEGIN UPDATE a SET id = 1; PERFORM 1; END $$");
    replay.run("V3.sql", "DO $$ BEGIN EXECUTE format('ALTER TABLE b ADD %I int', 'x'); END $$");

    assertThat(places()).containsExactly("V3.sql:1");
    assertThat(replay.unreplayed().getFirst().names())
        .contains(QualifiedName.of("b"))
        .doesNotContain(QualifiedName.of("a"));
  }

  @Test
  void aFunctionsTextDoesNotConcernTheTablesThatItNames() {
    replay.run(
        "V1.sql", "CREATE FUNCTION f() RETURNS SETOF a LANGUAGE sql AS $$ SELECT * FROM a, b $$");

    assertThat(replay.unreplayed().getFirst().names())
        .contains(QualifiedName.of("a"))
        .doesNotContain(QualifiedName.of("b"));
  }

  @Test
  void anExtensionMayBringAnything() {
    replay.run("V1.sql", "CREATE EXTENSION IF NOT EXISTS postgis; CREATE EXTENSION citext");

    assertThat(replay.unreplayed())
        .singleElement()
        .satisfies(gap -> assertThat(gap.kind()).isEqualTo(Unreplayed.Kind.BRINGS));
  }

  @Test
  void whatIsNoSqlEndsItWithItsPlace() {
    assertThatThrownBy(() -> replay.run("V1__a.sql", "SELECT 1;\n\n  CREATE TABEL a ();"))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.SQL_SYNTAX);
              assertThat(e.getMessage())
                  .startsWith("V1__a.sql:3:10: syntax error at or near \"TABEL\"");
            });
    assertThatThrownBy(() -> replay.run("V2__b.sql", "SELECT 1;\n SELECT 'a"))
        .hasMessage("V2__b.sql:2:9: unterminated quoted string");
  }

  private List<String> places() {
    return replay.unreplayed().stream().map(Unreplayed::place).toList();
  }

  private List<String> tables() throws SQLException {
    return strings("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1");
  }

  private List<String> strings(String query) throws SQLException {
    List<String> strings = new ArrayList<>();
    try (Connection connection =
            DriverManager.getConnection(engine.jdbcUrl(), engine.user(), engine.password());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        strings.add(rows.getString(1));
      }
    }
    return strings;
  }
}
