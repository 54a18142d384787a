package dev.instar.engine.function;

import java.util.Set;

/** Which functions depend on a collation, and for what, in the words of messages. Stateless. */
public final class CollationUse {
  private static final Set<String> COMPARING =
      Set.of(
          "array_position",
          "array_position_start",
          "array_positions",
          "array_remove",
          "array_replace",
          "arraycontained",
          "arraycontains",
          "arrayoverlap",
          "replace_text",
          "split_part",
          "text_starts_with",
          "text_to_array",
          "text_to_array_null",
          "text_to_table",
          "textpos");

  private CollationUse() {}

  /**
   * Refuses a call whose arguments' collations disagree, if the function needs one.
   *
   * @param arguments a strict function is not called if one is null
   * @throws dev.instar.engine.error.SqlException with 42P22
   */
  public static void refuse(Resolved function, Object[] arguments) {
    String purpose = purpose(function.function().implementation());
    if (purpose.isEmpty() || (function.function().strict() && hasNull(arguments))) {
      return;
    }
    throw Collation.indeterminate(purpose);
  }

  private static boolean hasNull(Object[] arguments) {
    for (Object argument : arguments) {
      if (argument == null) {
        return true;
      }
    }
    return false;
  }

  private static String purpose(String implementation) {
    if (implementation.startsWith("compare.") || COMPARING.contains(implementation)) {
      return "string comparison";
    }
    if (implementation.startsWith("regexp_") || implementation.contains("regex")) {
      return "regular expression";
    }
    return switch (implementation) {
      case "lower", "upper", "initcap" -> implementation + "() function";
      case "texticlike", "texticnlike" -> "ILIKE";
      default -> "";
    };
  }
}
