package dev.instar.engine.session;

/** What a commit waits for: {@code synchronous_commit}. */
enum CommitWait {
  NOTHING,
  DISK,
  STANDBYS;

  static CommitWait of(String setting) {
    return switch (setting) {
      case "off" -> NOTHING;
      case "local" -> DISK;
      default -> STANDBYS;
    };
  }
}
