package dev.instar.engine.wire;

import java.util.Optional;

/**
 * What a client can send once it is logged in; PostgreSQL's manual, section "Message Formats".
 * Password messages are not among them: they belong to the log-in.
 */
enum FrontendMessage {
  BIND('B', true, true),
  CLOSE('C', true, false),
  COPY_DATA('d', false, true),
  COPY_DONE('c', false, false),
  COPY_FAIL('f', false, false),
  DESCRIBE('D', true, false),
  EXECUTE('E', true, false),
  FLUSH('H', true, false),
  FUNCTION_CALL('F', false, true),
  PARSE('P', true, true),
  QUERY('Q', false, true),
  SYNC('S', false, false),
  TERMINATE('X', false, false);

  /** PostgreSQL's bound of messages that hold names and numbers only. */
  private static final int SMALL_BYTES = 10_000;

  private static final FrontendMessage[] BY_TYPE = new FrontendMessage[256];

  static {
    for (FrontendMessage message : values()) {
      BY_TYPE[message.type] = message;
    }
  }

  private final char type;
  private final boolean extended;
  private final boolean large;

  FrontendMessage(char type, boolean extended, boolean large) {
    this.type = type;
    this.extended = extended;
    this.large = large;
  }

  /**
   * @param type 0 to 255
   */
  static Optional<FrontendMessage> of(int type) {
    return Optional.ofNullable(BY_TYPE[type]);
  }

  /** Whether an error in it makes the server skip everything up to the next Sync. */
  boolean isExtended() {
    return extended;
  }

  int maxBytes(int maxLargeBytes) {
    return large ? maxLargeBytes : Math.min(SMALL_BYTES, maxLargeBytes);
  }
}
