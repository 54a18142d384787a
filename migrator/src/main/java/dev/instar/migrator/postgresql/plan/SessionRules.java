package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Command;
import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.SessionCommand;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a script says to its session. Each step has one of its own, with Instar's settings; a
 * setting that other statements would need is refused, and one that they do not is left out.
 */
final class SessionRules {
  /** Settings that steps have of their own, or that change nothing that lasts. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "application_name",
          "check_function_bodies",
          "client_encoding",
          "client_min_messages",
          "deadlock_timeout",
          "idle_in_transaction_session_timeout",
          "lock_timeout",
          "log_statement",
          "maintenance_work_mem",
          "max_parallel_maintenance_workers",
          "row_security",
          "standard_conforming_strings",
          "statement_timeout",
          "synchronous_commit",
          "transaction_timeout",
          "work_mem",
          "xmloption");

  private SessionRules() {}

  static void apply(StatementDraft draft, SessionCommand command) {
    switch (command) {
      case SessionCommand.Set s -> set(draft, s.name(), "SET " + s.name());
      case SessionCommand.Reset s -> set(draft, s.name().orElse(""), "RESET");
      case SessionCommand.Show s -> leaveOut(draft, "SHOW");
      case SessionCommand.Discard s -> leaveOut(draft, "DISCARD");
      case SessionCommand.SetTransaction s -> leaveOut(draft, "SET TRANSACTION");
      case SessionCommand.SetConstraints s -> refuse(draft, s);
      case SessionCommand.SetTransactionSnapshot s -> refuse(draft, s);
      case SessionCommand.Savepoint s -> refuse(draft, s);
      case SessionCommand.ReleaseSavepoint s -> refuse(draft, s);
      case SessionCommand.RollbackToSavepoint s -> refuse(draft, s);
      case SessionCommand.Do s ->
          OpaqueRules.opaque(draft, List.of(), "a block of DO may do anything");
    }
  }

  private static void set(StatementDraft draft, String name, String words) {
    String setting = name.toLowerCase(Locale.ROOT);
    if (LEFT_OUT.contains(setting) || words.equals("RESET")) {
      leaveOut(draft, words);
      return;
    }
    draft.refuse(
        ErrorCode.STATEMENT_UNSUPPORTED,
        words + " would count for the statements behind it, and each step has a session of its own",
        setting.equals("search_path")
            ? "Write the schema in front of the names; or set it for the role or in the URL."
            : setting.equals("role") || setting.equals("session_authorization")
                ? "Connect as that role."
                : "Set it for the role, the database or in the URL.");
  }

  private static void leaveOut(StatementDraft draft, String words) {
    draft.find(FindingCode.SETTING_LEFT_OUT, words);
  }

  /** What only means something to the statements around it. */
  static void refuse(StatementDraft draft, Command command) {
    draft.refuse(
        ErrorCode.STATEMENT_UNSUPPORTED,
        CommandTag.of(command)
            + " means something only to the session and transaction it stands in, and each step has"
            + " its own",
        "Remove it.");
  }
}
