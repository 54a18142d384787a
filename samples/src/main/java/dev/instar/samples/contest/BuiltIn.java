package dev.instar.samples.contest;

/** The transactions that pgbench has built in. */
public enum BuiltIn {
  SELECT_ONLY("select-only", "-S"),
  SIMPLE_UPDATE("simple-update", "-N"),
  TPCB_LIKE("tpcb-like", "-btpcb-like");

  private final String title;
  private final String option;

  BuiltIn(String title, String option) {
    this.title = title;
    this.option = option;
  }

  /** As pgbench calls it. */
  public String title() {
    return title;
  }

  /** By which pgbench is told to run it. */
  String option() {
    return option;
  }
}
