package dev.instar.engine.oracle;

import dev.instar.engine.txn.CommitGate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What runs behind a {@link PostgresServer}. Called under its lock, but for {@link #logFile}. */
interface ServerProcess {
  /** How a server is brought to an end. */
  enum Ending {
    /** Transactions are rolled back, a checkpoint is written. */
    FAST("INT"),
    /** As a crash would. */
    CRASH("QUIT");

    private final String signal;

    Ending(String signal) {
      this.signal = signal;
    }

    String signal() {
      return signal;
    }
  }

  /**
   * Starts it, on the port it had, if that can be had.
   *
   * @return the port that it listens on
   */
  int start();

  boolean isRunning();

  void end(Ending ending);

  /** Stops all its processes where they are. */
  void freeze();

  void thaw();

  long pid();

  Path logFile();

  /** A copy of the stopped server that will be a standby of it; not started. */
  ServerProcess standby(Map<String, String> settings);

  /** Where the bundled engine's commits can be held; empty for a real server. */
  default Optional<CommitGate> commitGate() {
    return Optional.empty();
  }

  /** Deletes what it has stored. It does not run. */
  void delete();
}
