package dev.instar.engine.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The account that servers run as. PostgreSQL refuses to be run by root, so root runs it as {@code
 * nobody}, by {@code setpriv} or else {@code su}; anybody else runs it as themselves.
 *
 * @param uid the account's user id
 * @param gid its group id
 * @param prefix what is put before a command to run it as this account; the program and its
 *     arguments follow. Empty if it is our own account
 */
record ServerAccount(int uid, int gid, List<String> prefix) {
  private static final int ROOT = 0;
  private static final String UNPRIVILEGED = "nobody";

  /**
   * The account for this process.
   *
   * @throws IllegalStateException if we are root and cannot become somebody else
   */
  static ServerAccount find() throws IOException {
    int own = ownUid();
    if (own != ROOT) {
      return new ServerAccount(own, gid(Path.of("/proc/self")), List.of());
    }
    String[] entry = passwd(UNPRIVILEGED);
    int uid = Integer.parseInt(entry[2]);
    int gid = Integer.parseInt(entry[3]);
    if (isInstalled("setpriv")) {
      return new ServerAccount(
          uid, gid, List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--"));
    }
    if (isInstalled("su")) {
      // su hands a command line to a shell: "$0" and "$@" keep the arguments as they are.
      return new ServerAccount(
          uid, gid, List.of("su", "-s", "/bin/sh", UNPRIVILEGED, "-c", "exec \"$0\" \"$@\"", "--"));
    }
    throw new IllegalStateException(
        "PostgreSQL refuses to run as root, and neither setpriv nor su is installed;"
            + " install util-linux or run as another user.");
  }

  /** The command line that runs {@code command} as this account. */
  List<String> command(List<String> command) {
    List<String> line = new ArrayList<>(prefix);
    line.addAll(command);
    return line;
  }

  /** Makes this account the owner of a file or directory of ours. */
  void own(Path path) throws IOException {
    if (!prefix.isEmpty()) {
      Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
  }

  static int ownUid() throws IOException {
    return uid(Path.of("/proc/self"));
  }

  static int uid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  private static int gid(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:gid");
  }

  private static String[] passwd(String name) throws IOException {
    return Files.readAllLines(Path.of("/etc/passwd")).stream()
        .map(line -> line.split(":", -1))
        .filter(fields -> fields.length > 3 && fields[0].equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "PostgreSQL refuses to run as root, and there is no user " + name + "."));
  }

  private static boolean isInstalled(String program) {
    String path = System.getenv("PATH");
    for (String directory : (path == null ? "/usr/bin:/bin" : path).split(":")) {
      if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
