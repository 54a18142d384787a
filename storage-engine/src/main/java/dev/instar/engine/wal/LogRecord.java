package dev.instar.engine.wal;

/**
 * What is written into the log. The log does not look into it.
 *
 * @param type what the payload is, 0 to 255; whoever writes it decides
 * @param transaction the transaction it belongs to; 0 for none
 * @param payload not copied; nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // A payload is handed through; records are not compared.
public record LogRecord(int type, long transaction, byte[] payload) {
  public LogRecord {
    if (type < 0 || type > 255) {
      throw new IllegalArgumentException("type " + type);
    }
  }
}
