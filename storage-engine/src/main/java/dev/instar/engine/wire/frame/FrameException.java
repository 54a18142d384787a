package dev.instar.engine.wire.frame;

import java.io.IOException;

/** Bytes that are no message: where the next one begins is unknown, and the connection is over. */
public final class FrameException extends IOException {
  private static final long serialVersionUID = 1L;

  public FrameException(String message) {
    super(message);
  }
}
