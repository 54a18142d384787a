package dev.instar.engine.define.alter;

import java.util.regex.Pattern;

/** Whether an action sets options or takes them away: the tree has the same node for both. */
final class OptionChanges {
  private static final Pattern RESET =
      Pattern.compile(
          "^\\s*(alter\\s+(column\\s+)?(\"([^\"]|\"\")+\"|\\S+)\\s+)?reset\\b.*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private OptionChanges() {}

  /**
   * @param action as it is written
   */
  static boolean isReset(String action) {
    return RESET.matcher(action).matches();
  }
}
