package dev.instar.cli.command;

/** The forms in which a migration's state is printed. */
enum StatusFormat {
  TEXT,
  JSON
}
