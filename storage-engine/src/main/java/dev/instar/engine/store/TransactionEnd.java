package dev.instar.engine.store;

/**
 * What a commit's or abort's log record says besides the transaction: {@code count subtransaction*
 * rest}, numbers of variable length.
 *
 * @param subtransactions savepoints' transactions that end the same way, together with it
 * @param details the caller's: when it was, what a reader of the log is to be told
 */
@SuppressWarnings("ArrayRecordComponent") // Handed through; never compared.
public record TransactionEnd(long[] subtransactions, byte[] details) {
  byte[] encode() {
    ByteSink sink = new ByteSink(64).number(subtransactions.length);
    for (long sub : subtransactions) {
      sink.number(sub);
    }
    return sink.bytes(details).toBytes();
  }

  /** Reads the payload of a record of type {@link Store#COMMIT} or {@link Store#ABORT}. */
  public static TransactionEnd decode(byte[] payload) {
    ByteSource source = new ByteSource(payload);
    long[] subtransactions = new long[source.integer()];
    for (int i = 0; i < subtransactions.length; i++) {
      subtransactions[i] = source.number();
    }
    return new TransactionEnd(subtransactions, source.bytes());
  }
}
