package dev.instar.engine.changelog;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a commit's {@link dev.instar.engine.store.TransactionEnd#details} say: {@code micros:u64
 * origin:u32}.
 *
 * @param micros when it was, in microseconds since 2000-01-01 UTC, as PostgreSQL counts
 * @param origin the replication origin that its session had set up; 0 for none
 */
public record CommitDetails(long micros, int origin) {
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int BYTES = Long.BYTES + Integer.BYTES;

  /** A commit of this moment. */
  public static CommitDetails now(int origin) {
    return new CommitDetails(nowMicros(), origin);
  }

  /** This moment in microseconds since 2000-01-01 UTC. */
  public static long nowMicros() {
    return ChronoUnit.MICROS.between(EPOCH, Instant.now());
  }

  /** Reads what {@link #encode} wrote; of other lengths, as tests write them, a time of zero. */
  public static CommitDetails decode(byte[] details) {
    if (details.length != BYTES) {
      return new CommitDetails(0, 0);
    }
    ByteBuffer buffer = ByteBuffer.wrap(details);
    return new CommitDetails(buffer.getLong(), buffer.getInt());
  }

  public byte[] encode() {
    return ByteBuffer.allocate(BYTES).putLong(micros).putInt(origin).array();
  }
}
