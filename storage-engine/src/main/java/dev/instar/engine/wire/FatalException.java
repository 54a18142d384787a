package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;

/** An error that ends the connection: told to the client with severity FATAL. */
final class FatalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SqlException error;

  FatalException(SqlException error) {
    super(error);
    this.error = error;
  }

  FatalException(SqlState state, String message) {
    this(new SqlException(state, message));
  }

  SqlException error() {
    return error;
  }
}
