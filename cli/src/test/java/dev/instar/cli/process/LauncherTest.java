package dev.instar.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a made-up checkout, whose Maven "builds" this module's own class path. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("../instar").toAbsolutePath().normalize();

  @TempDir private Path directory;
  private Path checkout;
  private Path tools;

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectories(directory.resolve("a check out"));
    tools = Files.createDirectories(directory.resolve("tools"));
    Files.createDirectories(checkout.resolve("cli/src/main"));
    Files.createDirectories(checkout.resolve("storage-engine/src/test"));
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("cli/pom.xml"), "<project/>");
    for (Path source : List.of(checkout.resolve("pom.xml"), checkout.resolve("cli/pom.xml"))) {
      Files.setLastModifiedTime(source, FileTime.from(Instant.now().minusSeconds(60)));
    }
    executable(checkout.resolve("instar"), Files.readString(LAUNCHER));
    maven(
        """
        #!/bin/sh
        echo compiling
        mkdir -p samples/target
        printf '%%s' '%s' >samples/target/dependencies
        """
            .formatted(System.getProperty("java.class.path")));
  }

  @Test
  void buildsOnceAndAgainWhenASourceChanges() throws IOException {
    Ran first = instar(directory, checkout + "/instar");
    assertThat(first.exitCode()).as(first.error()).isZero();
    assertThat(first.output()).startsWith("instar ").doesNotContain("compiling");
    assertThat(first.error()).isEqualTo("building Instar (once per change of its sources) ...\n");

    assertThat(instar(directory, checkout + "/instar").error()).isEmpty();

    Path source = Files.writeString(checkout.resolve("cli/src/main/A.java"), "class A {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    assertThat(instar(directory, checkout + "/instar").error()).startsWith("building Instar");
  }

  @Test
  void worksThroughSymbolicLinksFromAnywhere() throws IOException {
    Path absolute = Files.createSymbolicLink(tools.resolve("i"), checkout.resolve("instar"));
    Path relative = Files.createSymbolicLink(directory.resolve("j"), Path.of("tools/i"));
    assertThat(instar(tools, absolute.toString()).output()).startsWith("instar ");
    assertThat(instar(checkout, relative.toString()).output()).startsWith("instar ");
    assertThat(instar(checkout.resolve("cli"), "../instar").output()).startsWith("instar ");
    assertThat(instar(directory, "i").output()).startsWith("instar ");
  }

  @Test
  void saysWhyABuildFailed() throws IOException {
    maven("#!/bin/sh\necho '[ERROR] no such symbol'\nexit 1\n");
    Ran ran = instar(directory, checkout + "/instar");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.error())
        .contains("[ERROR] no such symbol\n")
        .contains("error [BUILD]: building Instar failed\n  next: Read ")
        .contains("target/instar.build.log");
  }

  @Test
  void saysWhatIsMissingWithoutAJava() {
    Ran ran =
        Ran.of(
            directory,
            Map.of("INSTAR_JAVA", directory + "/none"),
            List.of(checkout + "/instar", "--version"));
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.error())
        .startsWith("error [JAVA]: INSTAR_JAVA is not a Java 21 or newer: " + directory + "/none\n")
        .contains("  next: ");
  }

  private Ran instar(Path from, String command) {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", tools + ":" + System.getenv("PATH"));
    environment.put("INSTAR_JAVA", System.getProperty("java.home"));
    // No class archive: it would be made in the background, while the directory is deleted.
    environment.put("XDG_CACHE_HOME", "/dev/null/none");
    // ProcessBuilder looks for a program on our PATH, not on the one it is given.
    return Ran.of(from, environment, List.of("/bin/sh", "-c", "\"$0\" --version", command));
  }

  private void maven(String script) throws IOException {
    executable(tools.resolve("mvn"), script);
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
