package dev.instar.engine.logical;

import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import dev.instar.engine.wal.Lsn;
import dev.instar.engine.wire.ReplicationCommands;
import dev.instar.engine.wire.SqlSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The replication commands of one connection. Of its thread. */
public final class ReplicationSession implements ReplicationCommands {
  private final LogicalChangelog changelog;
  private final ReplicationHost host;
  private final SlotCommands commands;

  /**
   * @throws SqlException 42501 if the role may not replicate
   */
  public ReplicationSession(LogicalChangelog changelog, ReplicationHost host) {
    if (!SlotCommands.mayReplicate(host.services(), host.role())) {
      throw new SqlException(
              SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to start WAL sender")
          .with(
              Field.DETAIL,
              "Only roles with the REPLICATION attribute may start a WAL sender process.");
    }
    this.changelog = changelog;
    this.host = host;
    this.commands = new SlotCommands(changelog);
  }

  @Override
  public Optional<Answer> answer(String text) {
    // A snapshot is offered until the next command, whatever it is.
    changelog.exports().withdraw(host.processId());
    Optional<ReplicationCommand> command = ReplicationCommand.parse(text);
    if (command.isEmpty() && host.database().isEmpty()) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "cannot execute SQL commands in WAL sender for physical replication");
    }
    if (command.isPresent()) {
      host.begins(text);
    }
    return command.flatMap(this::answer);
  }

  private Optional<Answer> answer(ReplicationCommand command) {
    return switch (command) {
      case ReplicationCommand.IdentifySystem identify -> Optional.of(identify());
      case ReplicationCommand.Show show ->
          host.database().isPresent() ? Optional.empty() : Optional.of(show(show.name()));
      case ReplicationCommand.CreateSlot create -> Optional.of(create(create));
      case ReplicationCommand.DropSlot drop -> {
        commands.drop(drop.name(), host.processId(), drop.waits(), host::checkInterrupts);
        yield Optional.of(new Rows(List.of(), List.of(), "DROP_REPLICATION_SLOT"));
      }
      case ReplicationCommand.ReadSlot read -> Optional.of(read(read.name()));
      case ReplicationCommand.Start start -> Optional.of(start(start));
    };
  }

  private static SqlSession.Column column(String name, DataType type) {
    return new SqlSession.Column(name, 0, 0, type, -1);
  }

  private Rows identify() {
    List<Object> row = new ArrayList<>();
    row.add(Long.toUnsignedString(changelog.store().system()));
    row.add(1L);
    row.add(changelog.store().log().durableEnd().toString());
    row.add(host.database().isEmpty() ? null : databaseName());
    return new Rows(
        List.of(
            column("systemid", Types.TEXT),
            column("timeline", Types.BIGINT),
            column("xlogpos", Types.TEXT),
            column("dbname", Types.TEXT)),
        List.of(Collections.unmodifiableList(row)),
        "IDENTIFY_SYSTEM");
  }

  private String databaseName() {
    int oid = host.database().orElseThrow();
    return host.services().catalogs().shared().get(DatabaseEntry.class, oid).name();
  }

  private Rows show(String name) {
    String value = host.functions().setting(name);
    if (value == null) {
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
    }
    return new Rows(List.of(column(name, Types.TEXT)), List.of(List.of(value)), "SHOW");
  }

  private int requireDatabase() {
    return host.database()
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                    "logical decoding requires a database connection"));
  }

  private Rows create(ReplicationCommand.CreateSlot create) {
    int database = requireDatabase();
    SlotCommands.requireLogicalLog(host.functions());
    switch (create.snapshot()) {
      case EXPORT -> {
        if (host.isInTransaction()) {
          throw option("EXPORT", "must not be called inside a transaction");
        }
      }
      case USE -> {
        if (!host.isInTransaction()) {
          throw option("USE", "must be called inside a transaction");
        }
        requireKeepingSnapshot();
      }
      case NOTHING -> {}
    }
    String[] exported = new String[1];
    Lsn point =
        commands.create(
            create.name(),
            create.plugin(),
            create.temporary(),
            database,
            host.lockOwner(),
            snapshot -> {
              switch (create.snapshot()) {
                case EXPORT -> exported[0] = changelog.exports().export(host.processId(), snapshot);
                case USE -> host.useSnapshot(snapshot);
                case NOTHING -> {}
              }
            });
    return new Rows(
        List.of(
            column("slot_name", Types.TEXT),
            column("consistent_point", Types.TEXT),
            column("snapshot_name", Types.TEXT),
            column("output_plugin", Types.TEXT)),
        List.of(Arrays.asList(create.name(), point.toString(), exported[0], create.plugin())),
        "CREATE_REPLICATION_SLOT");
  }

  private void requireKeepingSnapshot() {
    if (!"repeatable read".equals(host.functions().setting("transaction_isolation"))) {
      throw option("USE", "must be called in REPEATABLE READ isolation mode transaction");
    }
    if (!"on".equals(host.functions().setting("transaction_read_only"))) {
      throw option("USE", "must be called in a read-only transaction");
    }
  }

  private static SqlException option(String use, String why) {
    return new SqlException(
        SqlState.INTERNAL_ERROR,
        "CREATE_REPLICATION_SLOT ... (SNAPSHOT '%s') %s"
            .formatted(use.toLowerCase(java.util.Locale.ROOT), why));
  }

  private Rows read(String name) {
    if (changelog.slotTable().find(name).isPresent()) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "cannot use READ_REPLICATION_SLOT with a logical replication slot");
    }
    return new Rows(
        List.of(
            column("slot_type", Types.TEXT),
            column("restart_lsn", Types.TEXT),
            column("restart_tli", Types.BIGINT)),
        List.of(Arrays.asList(null, null, null)),
        "READ_REPLICATION_SLOT");
  }

  private Answer start(ReplicationCommand.Start start) {
    int database = requireDatabase();
    SlotCommands.requireLogicalLog(host.functions());
    Slot slot = commands.acquire(start.slot(), database, host.processId());
    try {
      PgOutputOptions options = PgOutputOptions.parse(start.options());
      Lsn confirmed = slot.position().confirmed();
      Lsn from = start.from().compareTo(confirmed) < 0 ? confirmed : start.from();
      WalSender sender = new WalSender(changelog, host, slot, from);
      PgOutput output =
          new PgOutput(
              options,
              new ValueWriter(options.binary(), host.functions().format()),
              new RowFilters(
                  host.services(), database, host.role(), host.functions(), host.lockOwner()),
              changelog.replicationOrigins(),
              sender);
      sender.decodeWith(
          new Decoder(
              changelog.store(),
              changelog.transactions(),
              database,
              slot.position(),
              from,
              output));
      return sender;
    } catch (SqlException e) {
      changelog.slotTable().release(slot);
      throw e;
    }
  }
}
