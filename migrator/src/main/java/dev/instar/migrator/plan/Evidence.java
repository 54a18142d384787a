package dev.instar.migrator.plan;

import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Objects;

/**
 * What a server did with a statement as it is written, on empty copies of its tables that nobody
 * else sees. It stands beside the {@link Effect}, which follows from rules.
 */
public sealed interface Evidence {
  /**
   * The server carried it out.
   *
   * @param server who was asked, such as {@code PostgreSQL 17.5}
   * @param locks the strongest lock on each relation that was there before, under the names of the
   *     originals: on tables and views, and on indexes and sequences where it is stronger than on
   *     their table
   * @param lesser locks beside these that nobody waits for who does not wait for them: on indexes
   *     and sequences together with their table, on what the script itself has made, and ACCESS
   *     SHARE
   * @param work the heaviest of what it had to do
   * @param rewritten the tables that got new storage
   * @param said what the server itself reported of its work, in its words
   */
  record Tried(
      String server,
      List<LockClaim> locks,
      List<LockClaim> lesser,
      Work work,
      List<TableName> rewritten,
      List<String> said)
      implements Evidence {
    public Tried {
      Objects.requireNonNull(server, "server");
      locks = List.copyOf(locks);
      lesser = List.copyOf(lesser);
      Objects.requireNonNull(work, "work");
      rewritten = List.copyOf(rewritten);
      said = List.copyOf(said);
    }
  }

  /**
   * The server explained it: what reads or writes rows is not run.
   *
   * @param server who was asked
   * @param locks as {@link Tried#locks}, of those that are had before any row is read or written
   * @param lesser as {@link Tried#lesser}
   */
  record Explained(String server, List<LockClaim> locks, List<LockClaim> lesser)
      implements Evidence {
    public Explained {
      Objects.requireNonNull(server, "server");
      locks = List.copyOf(locks);
      lesser = List.copyOf(lesser);
    }
  }

  /**
   * The server refused it.
   *
   * @param server who was asked
   * @param error what it said
   */
  record Refused(String server, String error) implements Evidence {
    public Refused {
      Objects.requireNonNull(server, "server");
      Objects.requireNonNull(error, "error");
    }
  }

  /**
   * There is none.
   *
   * @param reason why, as it goes on after "not tried, because"
   */
  record NotTaken(String reason) implements Evidence {
    public NotTaken {
      Objects.requireNonNull(reason, "reason");
    }
  }
}
