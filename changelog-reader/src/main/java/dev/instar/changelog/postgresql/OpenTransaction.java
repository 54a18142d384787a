package dev.instar.changelog.postgresql;

import java.util.Optional;

/**
 * A write transaction that has not ended, in any database of the server.
 *
 * @param xid its transaction id, without the epoch
 * @param database where
 * @param user whose; empty if we may not know
 * @param who {@code session <pid> (<application>)} or {@code prepared transaction <gid>}
 * @param ageSeconds how long ago it began; empty if we may not know
 */
public record OpenTransaction(
    String xid, String database, Optional<String> user, String who, Optional<Long> ageSeconds) {

  @Override
  public String toString() {
    return who
        + user.map(name -> " of " + name).orElse("")
        + " in database "
        + database
        + ageSeconds.map(age -> ", open for " + age + " s").orElse("");
  }
}
