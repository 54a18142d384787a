package dev.instar.migrator.journal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.UUID;

/**
 * A runner, as others see it in the lease.
 *
 * @param id drawn for this runner alone
 * @param host its machine's name
 * @param pid its process there
 */
public record Holder(UUID id, String host, long pid) {
  public Holder {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(host, "host");
  }

  /** A new runner in this process. */
  public static Holder here() {
    return new Holder(UUID.randomUUID(), hostName(), ProcessHandle.current().pid());
  }

  /** Whether that lease's runner ran on this machine and its process is gone. */
  public boolean knowsToBeGone(LeaseRow lease) {
    return lease.host().equals(host) && ProcessHandle.of(lease.pid()).isEmpty();
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // A machine that cannot resolve its own name has one all the same: what could not be
      // resolved.
      return e.getMessage() == null ? "unknown" : e.getMessage().split(":", 2)[0];
    }
  }
}
