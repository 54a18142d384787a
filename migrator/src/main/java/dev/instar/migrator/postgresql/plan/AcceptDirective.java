package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.SqlComment;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a comment of a script accepts: {@code -- instar:accept RENAME-BREAKS,FK-NO-INDEX why}.
 *
 * @param fileWide whether it is {@code instar:accept-file}
 * @param codes of the findings
 * @param reason why
 * @param place where it stands
 */
record AcceptDirective(boolean fileWide, List<String> codes, String reason, Place place) {
  private static final String ACCEPT = "accept";
  private static final String ACCEPT_FILE = "accept-file";

  /** At the beginning of a comment, or of a line of it. */
  private static final Pattern BEGINNING =
      Pattern.compile("^[ \t]*\\*?[ \t]*(instar:([\\w-]+|[ \t]+accept[\\w-]*))", Pattern.MULTILINE);

  private static final Pattern CODES_AND_REASON =
      Pattern.compile("([^\\s,]+(?:\\s*,\\s*[^\\s,]+)*)(.*)", Pattern.DOTALL);

  private static final Pattern CODE = Pattern.compile("[^\\s,]+");

  AcceptDirective {
    codes = List.copyOf(codes);
  }

  /**
   * Those of a comment; none in most.
   *
   * @param file the script's name, for errors
   * @throws MigrationException with USAGE and the place if it accepts without a reason, or
   *     something that there is not
   */
  static List<AcceptDirective> in(String file, SqlComment comment) {
    String body = body(comment.text());
    List<AcceptDirective> directives = new ArrayList<>();
    Matcher beginning = BEGINNING.matcher(body);
    boolean found = beginning.find();
    while (found) {
      int start = beginning.start(1);
      int behind = beginning.end(1);
      String word = beginning.group(2).strip();
      found = beginning.find();
      int end = found ? beginning.start() : body.length();
      directives.add(
          new Reader(file, comment, start, word, behind, body.substring(behind, end)).read());
    }
    return directives;
  }

  /** The comment with blanks for its marks and for the comments in it, each character in place. */
  private static String body(String comment) {
    StringBuilder body = new StringBuilder(comment);
    if (comment.startsWith("--")) {
      blank(body, 0, 2);
      return body.toString();
    }
    int depth = 0;
    for (int i = 0; i < comment.length(); i++) {
      boolean opens = comment.startsWith("/*", i);
      boolean closes = comment.startsWith("*/", i);
      depth += opens ? 1 : 0;
      if (depth > 1 || opens || closes) {
        int width = opens || closes ? 2 : 1;
        blank(body, i, i + width);
        i += width - 1;
      }
      depth -= closes ? 1 : 0;
    }
    return body.toString();
  }

  private static void blank(StringBuilder text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) != '\n' && text.charAt(i) != '\r') {
        text.setCharAt(i, ' ');
      }
    }
  }

  /**
   * Reads one.
   *
   * @param start where it begins in the comment
   * @param word which it is
   * @param behind where the rest of it begins in the comment
   */
  private record Reader(
      String file, SqlComment comment, int start, String word, int behind, String rest) {

    AcceptDirective read() {
      if (!word.equals(ACCEPT) && !word.equals(ACCEPT_FILE)) {
        throw wrong(
            start,
            "a comment instar:%s is not known".formatted(word),
            "Write instar:accept or instar:accept-file.");
      }
      Matcher parts = CODES_AND_REASON.matcher(rest);
      if (!parts.find()) {
        throw wrong(start, "instar:" + word + " names no finding", howTo("RENAME-BREAKS"));
      }
      List<String> codes = new ArrayList<>();
      Matcher code = CODE.matcher(rest).region(parts.start(1), parts.end(1));
      while (code.find()) {
        codes.add(known(code.group(), behind + code.start()));
      }
      String reason = reason(parts.group(2));
      if (reason.isEmpty()) {
        String accepted = String.join(",", codes);
        throw wrong(
            start, "instar:%s %s says no reason".formatted(word, accepted), howTo(accepted));
      }
      return new AcceptDirective(
          word.equals(ACCEPT_FILE),
          codes,
          reason,
          place(start, comment.text().substring(start, behind)));
    }

    /** In one line, without the stars of a block. */
    private static String reason(String text) {
      return text.replaceAll("\\R[ \t]*\\*?", " ").strip().replaceAll("\\s+", " ");
    }

    private String known(String code, int from) {
      return FindingCode.of(code)
          .map(FindingCode::code)
          .orElseThrow(
              () ->
                  wrong(
                      from,
                      "there is no finding with the code " + code,
                      FindingCode.didYouMean(code)
                          .orElse("`instar plan` prints the codes of a script's findings.")));
    }

    private String howTo(String codes) {
      return "Say why behind the code: -- instar:%s %s the old name is unused since v41"
          .formatted(word, codes);
    }

    private Place place(int from, String part) {
      return Place.of(comment.line(), comment.column(), comment.text(), from, part);
    }

    private MigrationException wrong(int from, String what, String advice) {
      Place place = place(from, "");
      return new MigrationException(
          ErrorCode.USAGE,
          "%s:%d:%d: %s".formatted(file, place.line(), place.column(), what),
          advice);
    }
  }
}
