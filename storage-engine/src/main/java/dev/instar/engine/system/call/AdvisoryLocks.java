package dev.instar.engine.system.call;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.lock.LockScope;
import dev.instar.engine.lock.LockTag;
import java.util.Map;

/** Advisory locks, all forms. PostgreSQL's manual, section 9.27.10. */
final class AdvisoryLocks {
  private AdvisoryLocks() {}

  static void register(Map<String, Answer> answers) {
    for (String key : new String[] {"_int8", "_int4"}) {
      for (LockMode mode : new LockMode[] {LockMode.EXCLUSIVE, LockMode.SHARE}) {
        String suffix = (mode == LockMode.SHARE ? "_shared" : "") + key;
        answers.put("pg_advisory_lock" + suffix, lock(mode, LockScope.SESSION));
        answers.put("pg_advisory_xact_lock" + suffix, lock(mode, LockScope.TRANSACTION));
        answers.put("pg_try_advisory_lock" + suffix, tryLock(mode, LockScope.SESSION));
        answers.put("pg_try_advisory_xact_lock" + suffix, tryLock(mode, LockScope.TRANSACTION));
        answers.put("pg_advisory_unlock" + suffix, (a, call) -> unlock(a, mode, call));
      }
    }
    answers.put(
        "pg_advisory_unlock_all",
        (a, call) -> {
          call.services().locks().releaseSessionLocks(call.context().lockOwner());
          return Call.nothing();
        });
  }

  private static LockTag tag(Object[] arguments, Call call) {
    int database = call.context().database();
    return arguments.length == 1
        ? new LockTag.AdvisoryKey(database, (Long) arguments[0])
        : new LockTag.AdvisoryPair(database, (Integer) arguments[0], (Integer) arguments[1]);
  }

  private static Answer lock(LockMode mode, LockScope scope) {
    return (a, call) -> {
      call.services().locks().acquire(call.context().lockOwner(), tag(a, call), mode, scope);
      return Call.nothing();
    };
  }

  private static Answer tryLock(LockMode mode, LockScope scope) {
    return (a, call) ->
        call.services().locks().tryAcquire(call.context().lockOwner(), tag(a, call), mode, scope);
  }

  private static Boolean unlock(Object[] arguments, LockMode mode, Call call) {
    LockManager locks = call.services().locks();
    LockTag tag = tag(arguments, call);
    boolean held = locks.release(call.context().lockOwner(), tag, mode, LockScope.SESSION);
    if (!held) {
      call.context()
          .notice(
              new SqlException(
                  SqlState.WARNING, "you don't own a lock of type " + mode.displayName()));
    }
    return held;
  }
}
