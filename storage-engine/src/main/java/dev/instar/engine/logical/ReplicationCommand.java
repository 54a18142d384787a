package dev.instar.engine.logical;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wal.Lsn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a client of a replication connection may say; PostgreSQL's manual, chapter "Streaming
 * Replication Protocol", and {@code repl_gram.y}.
 */
sealed interface ReplicationCommand {
  /** What becomes of the snapshot of a new slot's position. */
  enum SnapshotUse {
    EXPORT,
    USE,
    NOTHING
  }

  record IdentifySystem() implements ReplicationCommand {}

  record Show(String name) implements ReplicationCommand {}

  record CreateSlot(String name, boolean temporary, String plugin, SnapshotUse snapshot)
      implements ReplicationCommand {}

  record DropSlot(String name, boolean waits) implements ReplicationCommand {}

  record ReadSlot(String name) implements ReplicationCommand {}

  record Start(String slot, Lsn from, List<Map.Entry<String, String>> options)
      implements ReplicationCommand {
    public Start {
      options = List.copyOf(options);
    }
  }

  /**
   * Reads a command; empty if it is none, and so SQL.
   *
   * @throws SqlException 42601, or 0A000 for what belongs to physical replication
   */
  static Optional<ReplicationCommand> parse(String text) {
    String first = CommandWords.first(text);
    return switch (first) {
      case "IDENTIFY_SYSTEM" -> {
        CommandWords words = words(text);
        words.expectEnd();
        yield Optional.of(new IdentifySystem());
      }
      case "SHOW" -> {
        CommandWords words = words(text);
        String name = words.name();
        words.expectEnd();
        yield Optional.of(new Show(name));
      }
      case "CREATE_REPLICATION_SLOT" -> Optional.of(create(words(text)));
      case "DROP_REPLICATION_SLOT" -> Optional.of(drop(words(text)));
      case "READ_REPLICATION_SLOT" -> {
        CommandWords words = words(text);
        String name = words.name();
        words.expectEnd();
        yield Optional.of(new ReadSlot(name));
      }
      case "START_REPLICATION" -> Optional.of(start(words(text)));
      case "BASE_BACKUP", "TIMELINE_HISTORY", "UPLOAD_MANIFEST" ->
          throw SqlException.unsupported(first);
      case "ALTER_REPLICATION_SLOT" ->
          throw SqlException.unsupported("failover of a replication slot");
      default -> Optional.empty();
    };
  }

  private static CommandWords words(String text) {
    CommandWords words = CommandWords.of(text);
    words.name();
    return words;
  }

  private static CreateSlot create(CommandWords words) {
    String name = words.name();
    boolean temporary = words.accept("TEMPORARY");
    if (words.accept("PHYSICAL")) {
      throw SqlException.unsupported("a physical replication slot");
    }
    words.expect("LOGICAL");
    String plugin = words.name();
    SnapshotUse use = words.accept("(") ? snapshotOption(words) : legacySnapshotOption(words);
    words.expectEnd();
    return new CreateSlot(name, temporary, plugin, use);
  }

  private static SnapshotUse legacySnapshotOption(CommandWords words) {
    if (words.accept("EXPORT_SNAPSHOT")) {
      return SnapshotUse.EXPORT;
    }
    if (words.accept("NOEXPORT_SNAPSHOT")) {
      return SnapshotUse.NOTHING;
    }
    if (words.accept("USE_SNAPSHOT")) {
      return SnapshotUse.USE;
    }
    if (words.accept("TWO_PHASE")) {
      throw SqlException.unsupported("decoding of prepared transactions");
    }
    return SnapshotUse.EXPORT;
  }

  private static SnapshotUse snapshotOption(CommandWords words) {
    SnapshotUse use = null;
    for (Map.Entry<String, String> option : options(words)) {
      switch (option.getKey()) {
        case "snapshot" -> {
          if (use != null) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "conflicting or redundant options");
          }
          use = snapshotUse(option.getValue());
        }
        case "two_phase", "failover" -> {
          if (isTrue(option)) {
            throw SqlException.unsupported(
                option.getKey().equals("failover")
                    ? "failover of a replication slot"
                    : "decoding of prepared transactions");
          }
        }
        default ->
            throw new SqlException(
                SqlState.INTERNAL_ERROR, "unrecognized option: " + option.getKey());
      }
    }
    return use == null ? SnapshotUse.EXPORT : use;
  }

  private static boolean isTrue(Map.Entry<String, String> option) {
    return option.getValue().isEmpty() || PgOutputOptions.bool(option.getKey(), option.getValue());
  }

  private static SnapshotUse snapshotUse(String value) {
    return switch (value) {
      case "export" -> SnapshotUse.EXPORT;
      case "use" -> SnapshotUse.USE;
      case "nothing" -> SnapshotUse.NOTHING;
      default ->
          throw new SqlException(
              SqlState.INVALID_PARAMETER_VALUE,
              "unrecognized value for %s option \"%s\": \"%s\""
                  .formatted("CREATE_REPLICATION_SLOT", "snapshot", value));
    };
  }

  private static DropSlot drop(CommandWords words) {
    String name = words.name();
    boolean waits = words.accept("WAIT");
    words.expectEnd();
    return new DropSlot(name, waits);
  }

  private static Start start(CommandWords words) {
    String slot = words.accept("SLOT") ? words.name() : "";
    if (slot.isEmpty() || !words.accept("LOGICAL")) {
      throw SqlException.unsupported("physical replication");
    }
    Lsn from = position(words.name());
    List<Map.Entry<String, String>> options = words.accept("(") ? options(words) : List.of();
    words.expectEnd();
    return new Start(slot, from, options);
  }

  private static Lsn position(String text) {
    try {
      return Lsn.parse(text);
    } catch (IllegalArgumentException e) {
      throw new SqlException(SqlState.SYNTAX_ERROR, "invalid streaming start location", e);
    }
  }

  /** {@code name 'value', …)}; a name without a value has none. */
  private static List<Map.Entry<String, String>> options(CommandWords words) {
    List<Map.Entry<String, String>> options = new ArrayList<>();
    do {
      String name = words.name();
      options.add(Map.entry(name, value(words)));
    } while (words.accept(","));
    words.expect(")");
    return options;
  }

  private static String value(CommandWords words) {
    Optional<String> string = words.string();
    if (string.isPresent()) {
      return string.get();
    }
    for (String plain : List.of("true", "false", "on", "off", "1", "0")) {
      if (words.accept(plain)) {
        return plain;
      }
    }
    return "";
  }
}
