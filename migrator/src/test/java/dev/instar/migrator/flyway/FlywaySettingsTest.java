package dev.instar.migrator.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Flyway's settings come from, and which of them wins. */
class FlywaySettingsTest {
  private static final String TOML =
      """
      [flyway]
      locations = ["filesystem:sql", "filesystem:more"]
      table = "from_toml"
      outOfOrder = true
      environment = "shop"

      [flyway.placeholders]
      name = "orders"

      [flyway.check]
      majorRules = []

      [environments.shop]
      url = "jdbc:postgresql://elsewhere/shop"
      user = "ada"
      password = "secret"
      schemas = ["app", "audit"]

      [environments.shop.flyway]
      target = "7"

      [environments.other]
      schemas = ["other"]
      """;

  @TempDir private Path directory;

  @Test
  void theFilesOfTheDirectoryAreRead() throws Exception {
    write("flyway.toml", TOML);
    write("flyway.user.toml", "[flyway]\ninstalledBy = \"me\"\n");
    write("flyway.conf", "flyway.table=not_read\n");
    assertThat(read(Map.of(), Map.of()))
        .isEqualTo(
            Map.of(
                "flyway.locations", "filesystem:sql,filesystem:more",
                "flyway.table", "from_toml",
                "flyway.outOfOrder", "true",
                "flyway.placeholders.name", "orders",
                "flyway.schemas", "app,audit",
                "flyway.target", "7",
                "flyway.installedBy", "me"));
  }

  @Test
  void theEnvironmentIsOverTheFilesAndTheCommandLineOverBoth() throws Exception {
    write("flyway.toml", TOML);
    Map<String, String> environment =
        Map.of(
            "FLYWAY_TABLE", "from_variable",
            "FLYWAY_TARGET", "8",
            "FLYWAY_PLACEHOLDERS_NAME", "x",
            "FLYWAY_PASSWORD", "secret");
    assertThat(read(environment, Map.of("flyway.target", "9", "flyway.environment", "other")))
        .containsEntry("flyway.table", "from_variable")
        .containsEntry("flyway.target", "9")
        .containsEntry("flyway.placeholders.name", "x")
        .containsEntry("flyway.schemas", "other")
        .doesNotContainValue("secret")
        .doesNotContainKeys("flyway.environment", "flyway.url", "flyway.user");
  }

  @Test
  void theOldFormIsReadWhereThereIsNoOther() throws Exception {
    write("flyway.conf", "flyway.table=old\nflyway.url=jdbc:postgresql://elsewhere/shop\n");
    assertThat(read(Map.of(), Map.of())).isEqualTo(Map.of("flyway.table", "old"));
  }

  @Test
  void aFileThatIsNamedIsReadInTheirPlace() throws Exception {
    write("flyway.toml", TOML);
    write("ci.conf", "flyway.table=ci\n");
    assertThat(read(Map.of("FLYWAY_CONFIG_FILES", "ci.conf"), Map.of()))
        .isEqualTo(Map.of("flyway.table", "ci"));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws Exception {
    write("flyway.toml", "[flyway\n");
    assertThatThrownBy(() -> read(Map.of(), Map.of()))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("flyway.toml");
    assertThatThrownBy(() -> read(Map.of(), Map.of("flyway.configFiles", "nowhere.conf")))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("nowhere.conf");
  }

  @Test
  void classesAreLookedForInTheArchivesOfItsDirectories() throws Exception {
    Files.createDirectory(directory.resolve("jars"));
    write("jars/migrations.jar", "");
    FlywaySettings settings =
        FlywaySettings.read(directory, Map.of(), Map.of("flyway.jarDirs", "jars"));
    assertThat(settings.properties()).isEmpty();
    assertThat(settings.classes()).isNotSameAs(FlywaySettings.class.getClassLoader());
  }

  private Map<String, String> read(Map<String, String> environment, Map<String, String> given) {
    return FlywaySettings.read(directory, environment, given).properties();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }
}
