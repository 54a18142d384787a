package dev.instar.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.cli.TestShell;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConnectionOptionsTest {
  private static final String URL = "jdbc:postgresql://h/d";

  @TempDir private Path directory;

  @Test
  void optionsComeBeforeTheEnvironment() throws Exception {
    Map<String, String> environment =
        Map.of(
            "INSTAR_URL",
            "jdbc:postgresql://other/d",
            "INSTAR_USER",
            "eve",
            "INSTAR_PASSWORD",
            "p");
    assertThat(settings(environment)).isEqualTo(expected("jdbc:postgresql://other/d", "eve", "p"));
    assertThat(settings(environment, "--url", URL, "--user", "ada"))
        .isEqualTo(expected(URL, "ada", "p"));
    assertThat(
            settings(
                environment, "--url", URL, "--password-file", file("secret\nmore\n", "rw-------")))
        .isEqualTo(expected(URL, "eve", "secret"));
  }

  @Test
  void withoutADatabaseThereIsNothingToConnectTo() {
    assertUsage("no database was named");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://h/d?password=hunter2",
        "jdbc:postgresql://h/d?ssl=true&PASSWORD=hunter2",
        "jdbc:postgresql://h/d?sslpassword=hunter2",
        "jdbc:postgresql://ada:hunter2@h/d",
        "postgres://ada:hunter2@h/d",
      })
  void aPasswordInTheUrlIsRefusedAndNotRepeated(String url) {
    assertUsage("the URL holds a password", "--url", url);
    assertThatThrownBy(() -> settings(Map.of("INSTAR_URL", url)))
        .hasMessageNotContaining("hunter2")
        .hasMessageContaining("the URL holds a password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres://h/d", "postgresql://h/d", "h/d", "jdbc:mysql://h/d"})
  void anotherKindOfUrlIsRefused(String url) {
    assertUsage("the URL", "--url", url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void aPasswordFileOfOthersIsRefused(String permissions) throws IOException {
    assertUsage("by other users", "--url", URL, "--password-file", file("secret", permissions));
  }

  @Test
  void aPasswordFileMustHaveAPassword() throws IOException {
    assertUsage("is empty", "--url", URL, "--password-file", file("\nsecret", "rw-------"));
    assertUsage("there is no", "--url", URL, "--password-file", directory + "/none");
  }

  @Test
  void theUserIsAskedOnceTheServerWantsAPassword() throws Exception {
    List<ConnectionSettings> tried = new ArrayList<>();
    TestShell shell = new TestShell(Map.of(), question -> Optional.of("typed"));
    int exitCode =
        options("--url", URL)
            .run(
                shell.shell(),
                settings -> {
                  tried.add(settings);
                  if (settings.password().isEmpty()) {
                    throw new MigrationException(ErrorCode.AUTHENTICATION, "who are you?", "");
                  }
                  return 7;
                });
    assertThat(exitCode).isEqualTo(7);
    assertThat(tried).extracting(s -> s.password().orElse("none")).containsExactly("none", "typed");
  }

  @Test
  void nobodyIsAskedWhereThereIsNoTerminalOrThePasswordIsWrong() {
    ConnectionOptions.Work refused =
        settings -> {
          throw new MigrationException(ErrorCode.AUTHENTICATION, "who are you?", "");
        };
    assertThatThrownBy(() -> options("--url", URL).run(new TestShell(Map.of()).shell(), refused))
        .hasMessage("who are you?");
    TestShell withPassword =
        new TestShell(
            Map.of("INSTAR_PASSWORD", "wrong"),
            question -> {
              throw new AssertionError("asked");
            });
    assertThatThrownBy(() -> options("--url", URL).run(withPassword.shell(), refused))
        .hasMessage("who are you?");
  }

  private void assertUsage(String message, String... arguments) {
    assertThatThrownBy(() -> settings(Map.of(), arguments))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(message)
        .hasMessageNotContaining("hunter2");
  }

  private static ConnectionSettings settings(Map<String, String> environment, String... arguments)
      throws InterruptedException {
    List<ConnectionSettings> seen = new ArrayList<>();
    int exitCode =
        options(arguments)
            .run(
                new TestShell(environment).shell(),
                settings -> {
                  seen.add(settings);
                  return 0;
                });
    assertThat(exitCode).isZero();
    return seen.getFirst();
  }

  private static ConnectionOptions options(String... arguments) {
    Holder holder = new Holder();
    new CommandLine(holder).parseArgs(arguments);
    return holder.options;
  }

  private static ConnectionSettings expected(String url, String user, String password) {
    return new ConnectionSettings(url, Optional.of(user), Optional.of(password), Map.of());
  }

  private String file(String content, String permissions) throws IOException {
    Path file = Files.writeString(directory.resolve("password"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return file.toString();
  }

  @CommandLine.Command
  private static final class Holder {
    @CommandLine.Mixin private ConnectionOptions options = new ConnectionOptions();
  }
}
