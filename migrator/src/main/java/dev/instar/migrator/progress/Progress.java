package dev.instar.migrator.progress;

/** Takes a migration's events. Called from any thread; returns at once and never throws. */
@FunctionalInterface
public interface Progress {
  void report(ProgressEvent event);
}
