package dev.instar.engine.define.index;

import java.util.Set;

/** The names that every table's rows have beside its columns. */
public final class SystemColumns {
  private static final Set<String> NAMES =
      Set.of("tableoid", "ctid", "xmin", "cmin", "xmax", "cmax");

  private SystemColumns() {}

  public static boolean isOne(String name) {
    return NAMES.contains(name);
  }
}
