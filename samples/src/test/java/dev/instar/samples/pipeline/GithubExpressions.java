package dev.instar.samples.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of the expressions of GitHub Actions as the samples use: names, and conditions that are
 * joined by {@code &&}.
 *
 * @param values of the names, such as {@code github.event.pull_request.number}
 */
record GithubExpressions(Map<String, String> values) {
  private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ (.*?) }}");
  private static final Pattern HASH_FILES = Pattern.compile("hashFiles\\('([^']*)'\\) != ''");

  /** A text with its expressions replaced. */
  String text(String text) {
    return EXPRESSION
        .matcher(text)
        .replaceAll(expression -> Matcher.quoteReplacement(value(expression.group(1))));
  }

  /**
   * Whether a step runs.
   *
   * @param condition what its {@code if} says; empty where it has none
   * @param failed whether an earlier step has failed
   */
  boolean runs(String condition, Path workspace, boolean failed) {
    if (condition.isEmpty()) {
      return !failed;
    }
    Matcher whole = EXPRESSION.matcher(condition);
    if (!whole.matches()) {
      throw new AssertionError("no condition: " + condition);
    }
    return Arrays.stream(whole.group(1).split(" && ")).allMatch(term -> holds(term, workspace));
  }

  private boolean holds(String term, Path workspace) {
    Matcher files = HASH_FILES.matcher(term);
    if (files.matches()) {
      return Files.exists(workspace.resolve(files.group(1)));
    }
    // Both let a step run after one that failed.
    if (term.equals("always()") || term.equals("!cancelled()")) {
      return true;
    }
    String[] sides = term.split(" == ");
    return value(sides[0]).equals(value(sides[1]));
  }

  private String value(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new AssertionError("nobody has said what " + name + " is");
    }
    return value;
  }
}
