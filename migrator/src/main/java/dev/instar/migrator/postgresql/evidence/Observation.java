package dev.instar.migrator.postgresql.evidence;

import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Turns what was seen on copies into evidence about the relations that they stand for. */
final class Observation {
  private final Connection connection;
  private final Copies copies;
  private final Server server;

  Observation(Connection connection, Copies copies, Server server) {
    this.connection = connection;
    this.copies = copies;
    this.server = server;
  }

  /**
   * @param empties whether the statement takes all rows away, so that its work is none
   */
  Evidence tried(Footprint after, List<String> said, boolean empties) throws SQLException {
    List<LockClaim> locks = new ArrayList<>();
    List<LockClaim> lesser = new ArrayList<>();
    locks(after, locks, lesser);
    return new Evidence.Tried(
        server.name(),
        locks,
        lesser,
        empties ? Work.INSTANT : work(after, said),
        after.rewritten().stream().map(copies::original).toList(),
        empties ? List.of() : said);
  }

  Evidence explained(Footprint after, List<String> said) {
    List<LockClaim> locks = new ArrayList<>();
    List<LockClaim> lesser = new ArrayList<>();
    locks(after, locks, lesser);
    return new Evidence.Explained(server.name(), locks, lesser);
  }

  private void locks(Footprint after, List<LockClaim> locks, List<LockClaim> lesser) {
    after
        .locks()
        .forEach(
            (name, mode) -> {
              boolean counts = mode != LockMode.ACCESS_SHARE && copies.given(name);
              (counts ? locks : lesser).add(new LockClaim(copies.original(name), mode));
            });
    after
        .others()
        .forEach(
            (name, other) -> {
              LockMode ofTable =
                  other.table().map(t -> after.locks().get(t)).orElse(LockMode.ACCESS_SHARE);
              boolean counts = other.mode().compareTo(ofTable) > 0 && copies.given(name);
              (counts ? locks : lesser).add(new LockClaim(copies.original(name), other.mode()));
            });
  }

  /** Of what was there before the script; what it has made itself keeps nobody waiting. */
  private Work work(Footprint after, List<String> said) throws SQLException {
    if (anyGiven(after.rewritten())) {
      return Work.REWRITE;
    }
    if (anyGiven(after.rebuilt())) {
      return Work.INDEX_BUILD;
    }
    return anyGiven(after.scanned())
            || anyGiven(WorkReports.scanned(connection, copies.schema(), said))
        ? Work.SCAN
        : Work.INSTANT;
  }

  private boolean anyGiven(Collection<TableName> tables) {
    return tables.stream().anyMatch(copies::given);
  }
}
