package dev.instar.engine.wire;

import java.util.List;
import java.util.Optional;

/**
 * What a replication connection understands beside SQL; PostgreSQL's manual, section "Streaming
 * Replication Protocol". Called by the connection's thread.
 */
public interface ReplicationCommands {
  /**
   * Runs the text of a simple query if it is a replication command.
   *
   * @return empty if it is none: then it is SQL, and the session's
   */
  Optional<Answer> answer(String text);

  /** What comes of a command. */
  sealed interface Answer {}

  /** Rows of text, as IDENTIFY_SYSTEM answers. */
  record Rows(List<SqlSession.Column> columns, List<List<Object>> rows, String tag)
      implements Answer {
    public Rows {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** START_REPLICATION: from now on both sides send as they like. */
  non-sealed interface Stream extends Answer {
    /**
     * Sends until the client is done or there is nothing more to send; then returns the command
     * tag.
     *
     * @throws dev.instar.engine.error.SqlException ends the streaming with this error
     */
    String run(CopyBoth client);
  }
}
