package dev.instar.samples.story;

/** What {@code instar plan} prints, without what differs from server to server. */
final class Report {
  private Report() {}

  /** Without the server's minor version. */
  static String normalised(String report) {
    return report.replaceAll("(?m)^(PostgreSQL \\d+)[.\\d]*", "$1");
  }

  /** Without the lines that say where schema and sizes come from. */
  static String body(String report) {
    return report.substring(report.indexOf("\n\n"));
  }
}
