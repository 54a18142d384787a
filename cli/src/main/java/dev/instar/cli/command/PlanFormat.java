package dev.instar.cli.command;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.report.JsonReport;
import dev.instar.migrator.report.Report;
import dev.instar.migrator.report.TextReport;

/** The forms in which a plan is printed. */
enum PlanFormat {
  TEXT,
  JSON;

  Report report(Shell shell) {
    return switch (this) {
      case TEXT -> new TextReport(shell.terminal().outputInk());
      case JSON -> new JsonReport();
    };
  }
}
