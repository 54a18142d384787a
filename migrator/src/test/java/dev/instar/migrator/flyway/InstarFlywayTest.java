package dev.instar.migrator.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import java.nio.file.Path;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** An application that calls Flyway itself, with Instar in it. */
class InstarFlywayTest {
  @TempDir private Path directory;
  private Folder folder;

  @BeforeEach
  void createFolder() throws Exception {
    folder = new Folder(directory).withOrders();
  }

  @Test
  void flywayMigratesThroughInstarAndItsHistoryIsTheSame() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder);
        FlywayFixture stock = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      stock.flyway().migrate();
      folder
          .with("V2__a.sql", "ALTER TABLE orders ADD a int;")
          .with("V3__note.sql", "CREATE INDEX CONCURRENTLY orders_note ON orders (note);")
          .with("V4__id.sql", "ALTER TABLE orders ALTER id TYPE bigint;");
      FluentConfiguration configuration = configuration(instar);
      Flyway flyway = InstarFlyway.of(configuration).install(configuration).load();
      assertThat(flyway.migrate().migrationsExecuted).isEqualTo(3);
      flyway.validate();
      stock.flyway().migrate();

      assertThat(instar.history()).hasSize(4).isEqualTo(stock.history());
      assertThat(instar.database.rows("SELECT name, state FROM instar.migration ORDER BY id"))
          .containsExactly("V2__a|done", "V3__note|done", "V4__id|expanded");
      assertThat(flyway.migrate().migrationsExecuted).isZero();
    }
  }

  @Test
  void whatStopsAVersionIsTheCauseAndTheSameFlywayGoesOnLater() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      folder.with("V2__a.sql", "ALTER TABLE orders RENAME note TO remark;");
      FluentConfiguration configuration = configuration(instar);
      Flyway flyway = InstarFlyway.of(configuration).install(configuration).load();
      assertThatThrownBy(flyway::migrate)
          .isInstanceOf(FlywayException.class)
          .rootCause()
          .asInstanceOf(InstanceOfAssertFactories.type(MigrationException.class))
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSAFE));
      assertThat(instar.info()).contains("V2__a.sql Pending");

      folder.with("V2__a.sql", "ALTER TABLE orders ADD remark text;");
      assertThat(flyway.migrate().migrationsExecuted).isEqualTo(1);

      folder.with("V3__b.sql", "ALTER TABLE orders RENAME remark TO remarks;");
      FluentConfiguration accepting = configuration(instar);
      InstarFlyway.of(accepting).accepting(Set.of("RENAME-BREAKS")).install(accepting);
      assertThat(accepting.load().migrate().migrationsExecuted).isEqualTo(1);
    }
  }

  @Test
  void aPoolDoesNotTellItsPasswordSoItIsGivenApart() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      folder.with("V2__a.sql", "ALTER TABLE orders ADD a int;");
      ConnectionSettings settings = instar.database.sessions().settings();
      PGSimpleDataSource pool = new PGSimpleDataSource();
      pool.setUrl(settings.url());
      pool.setUser(settings.user().orElseThrow());
      pool.setPassword(settings.password().orElseThrow());
      FluentConfiguration configuration =
          Flyway.configure().dataSource(pool).locations(folder.location());
      assertThatThrownBy(() -> InstarFlyway.of(configuration))
          .isInstanceOf(MigrationException.class)
          .hasMessageContaining("no URL");

      InstarFlyway.of(settings).install(configuration).load().migrate();
      assertThat(instar.info()).contains("V2__a.sql Success");
    }
  }

  /** As Flyway does by itself where there are callbacks in package db.callback. */
  @Test
  void withoutItsCallbackItStillLeavesPendingWhatIsNotDone() throws Exception {
    try (FlywayFixture instar = FlywayFixture.create(folder)) {
      instar.flyway().migrate();
      folder.with("V2__a.sql", "ALTER TABLE orders RENAME note TO remark;");
      FluentConfiguration configuration = configuration(instar);
      Flyway flyway =
          InstarFlyway.of(configuration).install(configuration).callbacks(new Callback[0]).load();
      assertThatThrownBy(flyway::migrate)
          .isInstanceOfSatisfying(
              MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSAFE));
      assertThat(instar.info()).contains("V2__a.sql Pending");
    }
  }

  private FluentConfiguration configuration(FlywayFixture fixture) {
    ConnectionSettings settings = fixture.database.sessions().settings();
    return Flyway.configure()
        .dataSource(
            settings.url(), settings.user().orElseThrow(), settings.password().orElseThrow())
        .locations(folder.location());
  }
}
