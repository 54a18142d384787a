package dev.instar.samples.demo;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;

/** What the demo can run on. */
enum Ground {
  /** The bundled engine, in this process, on a directory that is deleted at the end. */
  BUNDLED(400_000),
  /** A real PostgreSQL, as a process of its own. */
  POSTGRESQL(1_000_000);

  /** As many as make a locked table felt, and both halves end within a minute and a half. */
  final int orders;

  Ground(int orders) {
    this.orders = orders;
  }

  /** Starts it; commits reach the disk on either. */
  PostgresServer start(PostgresVersion version) {
    return switch (this) {
      case BUNDLED -> PostgresServer.builder(PostgresVersion.V17).bundled().start();
      case POSTGRESQL ->
          PostgresServer.builder(version)
              .fsync(true)
              .setting("shared_buffers", "256MB")
              .setting("max_wal_size", "4GB")
              // A checkpoint in one half and not in the other would be unfair.
              .setting("checkpoint_timeout", "30min")
              .start();
    };
  }

  /** As users know it. */
  String text(PostgresVersion version) {
    return switch (this) {
      case BUNDLED -> "the bundled engine";
      case POSTGRESQL -> "PostgreSQL " + version.major();
    };
  }
}
