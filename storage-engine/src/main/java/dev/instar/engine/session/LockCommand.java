package dev.instar.engine.session;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockTag;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.TableName;
import java.util.Arrays;

/** LOCK TABLE. */
final class LockCommand {
  private LockCommand() {}

  static void run(Maintenance.LockTables lock, RunningStatement running) {
    LockMode mode =
        Arrays.stream(LockMode.values())
            .filter(level -> level.sql().equals(lock.mode()))
            .findFirst()
            .orElseThrow();
    for (TableName table : lock.tables()) {
      Relation relation = RelationNames.find(table.name(), running);
      if (relation instanceof Index || relation instanceof Sequence) {
        throw new SqlException(
                SqlState.WRONG_OBJECT_TYPE, "cannot lock relation \"" + relation.name() + "\"")
            .with(
                SqlException.Field.DETAIL,
                "This operation is not supported for "
                    + (relation instanceof Index ? "indexes." : "sequences."));
      }
      requirePrivilege(relation, mode, running);
      if (lock.nowait()) {
        withoutWaiting(table.name(), relation, mode, running);
      } else {
        RelationNames.lock(table.name(), mode, running);
      }
    }
  }

  /** Whoever may change rows may take any level; whoever may read or insert, what that takes. */
  private static void requirePrivilege(Relation relation, LockMode mode, RunningStatement running) {
    char[] enough =
        switch (mode) {
          case ACCESS_SHARE -> new char[] {'r', 'a', 'w', 'd', 'D', 'm'};
          case ROW_SHARE, ROW_EXCLUSIVE -> new char[] {'a', 'w', 'd', 'D', 'm'};
          default -> new char[] {'w', 'd', 'D', 'm'};
        };
    SqlException denied = null;
    for (char privilege : enough) {
      try {
        Privileges.require(running, relation, privilege);
        return;
      } catch (SqlException e) {
        denied = e;
      }
    }
    throw denied;
  }

  private static void withoutWaiting(
      QualifiedName name, Relation relation, LockMode mode, RunningStatement running) {
    LockTag tag = new LockTag.Relation(running.database(), relation.oid());
    if (!running.services().locks().tryAcquire(running.lockOwner(), tag, mode)) {
      throw new SqlException(
          SqlState.LOCK_NOT_AVAILABLE, "could not obtain lock on relation \"" + name.name() + "\"");
    }
  }
}
