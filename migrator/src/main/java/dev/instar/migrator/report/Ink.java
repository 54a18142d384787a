package dev.instar.migrator.report;

import dev.instar.migrator.plan.Finding;

/** Emphasis in a text: none, or ANSI colours for a terminal. */
public enum Ink {
  PLAIN {
    @Override
    String paint(String code, String text) {
      return text;
    }
  },
  COLOUR {
    @Override
    String paint(String code, String text) {
      return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
  };

  // SGR parameters of ECMA-48.
  private static final String BOLD = "1";
  private static final String FAINT = "2";
  private static final String BOLD_RED = "1;31";
  private static final String YELLOW = "33";
  private static final String CYAN = "36";

  abstract String paint(String code, String text);

  public String heading(String text) {
    return paint(BOLD, text);
  }

  /** What is said in passing: field names. */
  public String faint(String text) {
    return paint(FAINT, text);
  }

  public String alarm(String text) {
    return paint(BOLD_RED, text);
  }

  public String severity(Finding.Severity severity, String text) {
    return switch (severity) {
      case HAZARD -> alarm(text);
      case WARNING -> paint(YELLOW, text);
      case INFO -> paint(CYAN, text);
    };
  }
}
