package dev.instar.engine.session;

import dev.instar.engine.statement.SessionInfo;
import dev.instar.engine.txn.TransactionIds;
import java.util.Optional;

/** What others see of a session: read from another thread, each part as it is at that moment. */
final class SessionInfos {
  private SessionInfos() {}

  static SessionInfo of(Session session) {
    SessionActivity activity = session.activity();
    Identity identity = session.identity();
    int pid = session.processId();
    return new SessionInfo(
        pid,
        identity.database().oid(),
        identity.database().name(),
        identity.authenticated().oid(),
        identity.authenticated().name(),
        session.settings().shown("application_name").orElse(""),
        Optional.of(session.client().address()),
        activity.backendStart(),
        session.block().beganAt(),
        Optional.ofNullable(activity.queryStart()),
        activity.stateChange(),
        activity.state(),
        activity.state() == SessionInfo.State.ACTIVE
            && !session.services().locks().blockingPids(pid).isEmpty(),
        session.block().open().map(open -> open.transaction().topXid()).orElse(TransactionIds.NONE),
        session.block().open().map(open -> open.transaction().xmin()).orElse(TransactionIds.NONE),
        activity.query(),
        session.kind());
  }
}
