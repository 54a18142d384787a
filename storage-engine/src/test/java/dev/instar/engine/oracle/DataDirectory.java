package dev.instar.engine.oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a server keeps on disk: a directory of its own under {@code java.io.tmpdir}, in it {@code
 * data} and {@code log}.
 *
 * @param root the directory, owned by the server's account and closed to others
 */
record DataDirectory(Path root, ServerAccount account) {
  private static final String SETTINGS_FILE = "instar.conf";

  /** Makes a new cluster with one superuser; its locale is C.UTF-8, its encoding UTF8. */
  static DataDirectory initialize(
      ServerAccount account, Path binaries, String user, String password)
      throws IOException, InterruptedException {
    DataDirectory directory = empty(account);
    Path secret = directory.root.resolve("password");
    Files.writeString(secret, password + "\n");
    account.own(secret);
    directory.run(
        List.of(
            binaries.resolve("bin/initdb").toString(),
            "--pgdata=" + directory.data(),
            "--username=" + user,
            "--pwfile=" + secret,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            "--no-sync"));
    Files.delete(secret);
    directory.includeSettings();
    return directory;
  }

  /** Copies a stopped cluster. */
  DataDirectory copy() throws IOException, InterruptedException {
    DataDirectory copy = empty(account);
    copy.run(List.of("cp", "-a", "--reflink=auto", data().toString(), copy.data().toString()));
    return copy;
  }

  private static DataDirectory empty(ServerAccount account) throws IOException {
    Path root = Files.createTempDirectory("instar-postgresql-");
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    account.own(root);
    return new DataDirectory(root, account);
  }

  Path data() {
    return root.resolve("data");
  }

  Path log() {
    return root.resolve("log");
  }

  /** Replaces the settings given at the start; what ALTER SYSTEM set stays on top of them. */
  void writeSettings(Map<String, String> settings) throws IOException {
    StringBuilder text = new StringBuilder();
    settings.forEach(
        (name, value) ->
            text.append(name).append(" = '").append(value.replace("'", "''")).append("'\n"));
    write(SETTINGS_FILE, text.toString());
  }

  /** Makes the server come up as a standby. */
  void signalStandby() throws IOException {
    write("standby.signal", "");
  }

  void delete() throws IOException {
    Trees.delete(root);
  }

  private void write(String name, String content) throws IOException {
    Path file = data().resolve(name);
    Files.writeString(file, content);
    account.own(file);
  }

  private void includeSettings() throws IOException {
    Files.writeString(
        data().resolve("postgresql.conf"),
        "\ninclude_if_exists = '" + SETTINGS_FILE + "'\n",
        StandardOpenOption.APPEND);
  }

  /** Runs a program as the server's account; its output goes to a file, so it never blocks. */
  private void run(List<String> command) throws IOException, InterruptedException {
    Path output = Files.createTempFile("instar-", ".out");
    try {
      ProcessBuilder builder = new ProcessBuilder(account.command(new ArrayList<>(command)));
      builder.environment().put("LC_ALL", "C.UTF-8");
      builder.directory(root.toFile());
      builder.redirectErrorStream(true).redirectOutput(output.toFile());
      Process process = builder.start();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(command.get(0) + " did not end within two minutes");
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            command.get(0)
                + " failed with "
                + process.exitValue()
                + ":\n"
                + Files.readString(output, StandardCharsets.UTF_8));
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
