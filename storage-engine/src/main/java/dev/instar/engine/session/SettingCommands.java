package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.engine.type.Types;
import dev.instar.engine.wire.SqlSession.Column;
import dev.instar.engine.wire.SqlSession.RowSink;
import java.util.List;

/** SET, RESET, SHOW and DISCARD. */
final class SettingCommands {
  private final Session session;

  SettingCommands(Session session) {
    this.session = session;
  }

  String set(SessionCommand.Set set) {
    if (set.local() && !session.block().isInBlock()) {
      session.notice(
          new SqlException(
              SqlState.NO_ACTIVE_SQL_TRANSACTION,
              "SET LOCAL can only be used in transaction blocks"));
    }
    if (set.values().isEmpty()) {
      session.resetSetting(set.name(), set.local());
    } else {
      String name = SettingTable.find(set.name()).map(SettingDefinition::name).orElse(set.name());
      session.setSetting(name, SettingRules.joined(name, set.values()), set.local());
    }
    return "SET";
  }

  String reset(SessionCommand.Reset reset) {
    if (reset.name().isPresent()) {
      session.resetSetting(reset.name().get(), false);
    } else {
      session.block().touch();
      session.settings().resetAll();
    }
    return "RESET";
  }

  List<Column> columns(SessionCommand.Show show) {
    if (show.name().isEmpty()) {
      return List.of(text("name"), text("setting"), text("description"));
    }
    String name = show.name().get();
    if (session.setting(name).isEmpty()) {
      throw Settings.unknown(name);
    }
    return List.of(text(SettingTable.find(name).map(SettingDefinition::name).orElse(name)));
  }

  private static Column text(String name) {
    return new Column(name, 0, 0, Types.TEXT, -1);
  }

  String show(SessionCommand.Show show, RowSink rows) {
    if (show.name().isPresent()) {
      String name = show.name().get();
      rows.row(new Object[] {session.setting(name).orElseThrow(() -> Settings.unknown(name))});
    } else {
      for (SettingDefinition setting : SettingTable.all()) {
        rows.row(new Object[] {setting.name(), session.setting(setting.name()).orElse(""), ""});
      }
    }
    return "SHOW";
  }

  String discard(SessionCommand.Discard discard) {
    switch (discard.kind()) {
      case ALL -> {
        session.block().refuseBlock("DISCARD ALL");
        session.commands().cursors().closeAll();
        session.settings().resetAll();
        session.resetSetting("session_authorization", false);
        session.commands().prepared().closeAll();
        session.plans().clear();
        session.services().locks().releaseSessionLocks(session.owner());
        session.forgetSequences();
        session.temporaries().drop();
      }
      case PLANS -> session.plans().clear();
      case SEQUENCES -> session.forgetSequences();
      case TEMPORARY -> session.temporaries().drop();
    }
    return CommandTag.of(discard);
  }
}
