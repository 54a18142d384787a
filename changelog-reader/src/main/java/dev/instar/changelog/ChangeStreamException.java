package dev.instar.changelog;

import java.util.Objects;

/** A change stream that cannot go on, with what to do about it. */
public final class ChangeStreamException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What happened to the stream. */
  public enum Reason {
    /** The connection broke; a new stream from the saved position goes on. */
    DISCONNECTED,
    /** The slot is gone or was invalidated: what it held back is lost. */
    SLOT_LOST,
    /** Another consumer is reading the slot. */
    SLOT_BUSY,
    /** The server has confirmed more than was asked to be kept. */
    POSITION_LOST,
    /** The server cannot give such a stream as it is configured or permitted now. */
    UNAVAILABLE,
    /** A message that the protocol does not allow. */
    PROTOCOL
  }

  private final Reason reason;

  public ChangeStreamException(Reason reason, String message) {
    this(reason, message, null);
  }

  public ChangeStreamException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  public Reason reason() {
    return reason;
  }
}
