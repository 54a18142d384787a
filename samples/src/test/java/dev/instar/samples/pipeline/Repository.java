package dev.instar.samples.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A repository with migrations in {@code db/migration}, of which jobs get clones. */
final class Repository {
  private static final List<String> GIT =
      List.of("git", "-c", "user.name=ada", "-c", "user.email=ada@localhost");

  private final Path directory;

  /** A new one on branch main. */
  Repository(Path directory) throws IOException {
    this.directory = Files.createDirectory(directory);
    git("init", "--quiet", "--initial-branch=main");
    Files.createDirectories(migrations());
  }

  private Path migrations() {
    return directory.resolve("db/migration");
  }

  Repository write(String migration, String sql) throws IOException {
    Files.writeString(migrations().resolve(migration), sql);
    return this;
  }

  Repository delete(String migration) throws IOException {
    Files.delete(migrations().resolve(migration));
    return this;
  }

  /** Returns the new commit. */
  String commit() {
    git("add", "--all");
    git("commit", "--quiet", "--message", "more");
    return git("rev-parse", "HEAD").strip();
  }

  /** What a job begins with. */
  Path cloneTo(Path target) {
    git("clone", "--quiet", ".", target.toString());
    return target;
  }

  private String git(String... arguments) {
    Bash.Ran ran =
        Bash.run(directory, Map.of(), Stream.concat(GIT.stream(), Stream.of(arguments)).toList());
    if (ran.exitCode() != 0) {
      throw new AssertionError(ran.toString());
    }
    return ran.output();
  }
}
