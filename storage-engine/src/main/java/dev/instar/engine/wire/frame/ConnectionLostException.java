package dev.instar.engine.wire.frame;

import java.io.IOException;

/**
 * The client cannot be written to. Unchecked, because it finds its way through whatever produces
 * rows; nobody but the connection catches it.
 */
public final class ConnectionLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConnectionLostException(IOException cause) {
    super(cause);
  }
}
