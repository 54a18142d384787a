package dev.instar.engine.statement;

import java.util.List;

/** All sessions there are. Thread-safe. */
public interface Activity {
  /** No sessions, for engines without any. */
  Activity NONE =
      new Activity() {
        @Override
        public List<SessionInfo> sessions() {
          return List.of();
        }

        @Override
        public boolean cancel(int processId) {
          return false;
        }

        @Override
        public boolean terminate(int processId) {
          return false;
        }
      };

  /** What each of them does at this moment. */
  List<SessionInfo> sessions();

  /** Ends the statement that a session runs with 57014; false if there is no such session. */
  boolean cancel(int processId);

  /** Ends a session with 57P01, without waiting for it; false if there is no such session. */
  boolean terminate(int processId);
}
