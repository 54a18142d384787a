package dev.instar.samples.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * An archive laid out as Instar's own, whose launcher runs this class path.
 *
 * @param url where pipelines get it
 * @param sha256 its checksum
 */
record Distribution(String url, String sha256) {

  static Distribution make(Path directory) throws IOException {
    Path root = Files.createDirectories(directory.resolve("instar-0"));
    Path launcher = root.resolve("instar");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        exec '%s/bin/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' dev.instar.cli.Main "$@"
        """
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    done(directory, "tar", "-czf", "instar.tar.gz", "instar-0");
    String sum = done(directory, "sha256sum", "instar.tar.gz");
    return new Distribution(
        directory.resolve("instar.tar.gz").toUri().toString(), sum.substring(0, sum.indexOf(' ')));
  }

  private static String done(Path directory, String... command) {
    Bash.Ran ran = Bash.run(directory, Map.of(), List.of(command));
    if (ran.exitCode() != 0) {
      throw new AssertionError(ran.toString());
    }
    return ran.output();
  }
}
