package dev.instar.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationFolderTest {
  @TempDir private Path folder;

  @Test
  void earlierVersionsComeInTheirOrderAndRepeatableOnesAfterThem() throws IOException {
    write(
        "V10__ten.sql",
        "V2__two.sql",
        "V1.1__one_one.sql",
        "V1__one.sql",
        "deeper/V3__three.sql",
        "V20240101__planned.sql",
        "V20240102__later.sql",
        "V9_5__nine_five.sql",
        "R__b.sql",
        "R__a.sql",
        "U2__two.sql",
        "V4__four.sql.bak",
        "v5__five.sql",
        "Vx__x.sql",
        "afterMigrate.sql",
        "R1__x.sql",
        "notes.txt");

    assertThat(before("V20240101__planned.sql"))
        .containsExactly(
            "V1__one.sql",
            "V1.1__one_one.sql",
            "V2__two.sql",
            "deeper/V3__three.sql",
            "V9_5__nine_five.sql",
            "V10__ten.sql",
            "R__a.sql",
            "R__b.sql");
    assertThat(before("V1__one.sql")).containsExactly("R__a.sql", "R__b.sql");
    assertThat(before("R__a.sql")).hasSize(9).endsWith("V20240102__later.sql", "R__b.sql");
    assertThat(before("U2__two.sql")).startsWith("V1__one.sql").contains("V2__two.sql").hasSize(5);
    assertThat(OfflineOptions.fileOf(folder.toString()))
        .isEqualTo(folder.resolve("V20240102__later.sql").toString());
  }

  @Test
  void theLastBaselineStandsForAllVersionsUpToIt() throws IOException {
    write("V1__a.sql", "V2__b.sql", "B1__old.sql", "B2__base.sql", "V3__c.sql", "V4__d.sql");
    write("B4__new.sql");

    assertThat(before("V4__d.sql")).containsExactly("B2__base.sql", "V3__c.sql");
    assertThat(before("V2__b.sql")).containsExactly("B1__old.sql");
    assertThat(before("B4__new.sql")).isEmpty();
  }

  @Test
  void aFileOfAnotherNameBelongsToNoFolder() throws IOException {
    write("V1__a.sql", "change.sql", "Vacation.sql");

    assertThat(
            Earlier.than(folder.resolve("change.sql").toString(), Optional.empty(), List.of())
                .scripts())
        .isEmpty();
    assertThat(
            Earlier.than(folder.resolve("Vacation.sql").toString(), Optional.empty(), List.of())
                .scripts())
        .isEmpty();
    assertThat(Earlier.than("-", Optional.empty(), List.of()).words()).isEqualTo("an empty schema");
  }

  @Test
  void twoFilesOfOneVersionAreAnError() throws IOException {
    write("V7__a.sql", "deeper/V07.0__b.sql", "V8__c.sql");

    assertUsage(
        "V8__c.sql",
        folder.resolve("V7__a.sql")
            + " and "
            + folder.resolve("deeper/V07.0__b.sql")
            + " have the same version");
  }

  @Test
  void aMigrationNeedsAVersion() throws IOException {
    write("V__a.sql", "V1x__a.sql");

    assertUsage("V__a.sql", folder.resolve("V__a.sql") + " has no version");
    assertUsage("V1x__a.sql", folder.resolve("V1x__a.sql") + " has no version");
  }

  @Test
  void aFolderWithoutAMigrationHasNoLastOne() {
    assertThatThrownBy(() -> OfflineOptions.fileOf(folder.toString()))
        .hasMessage("folder " + folder + " holds no migration");
  }

  private void assertUsage(String planned, String message) {
    assertThatThrownBy(
            () -> Earlier.than(folder.resolve(planned).toString(), Optional.empty(), List.of()))
        .isInstanceOfSatisfying(
            MigrationException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
              assertThat(e).hasMessage(message);
            });
  }

  private List<String> before(String planned) {
    return Earlier.than(folder.resolve(planned).toString(), Optional.empty(), List.of())
        .scripts()
        .stream()
        .map(EarlierScript::name)
        .toList();
  }

  private void write(String... files) throws IOException {
    for (String file : files) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
  }
}
