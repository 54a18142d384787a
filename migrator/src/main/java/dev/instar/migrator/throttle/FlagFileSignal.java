package dev.instar.migrator.throttle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** 1 while a file exists on the machine that runs Instar, 0 while it does not. */
public record FlagFileSignal(Path path) implements Signal {
  public FlagFileSignal {
    Objects.requireNonNull(path, "path");
  }

  @Override
  public String name() {
    return "file";
  }

  @Override
  public Reading read() {
    if (Files.exists(path)) {
      return new Reading.Measured(1, path + " exists");
    }
    return Files.notExists(path)
        ? new Reading.Measured(0, path + " does not exist")
        : new Reading.Unreadable("cannot look for " + path + "; check the permissions");
  }
}
