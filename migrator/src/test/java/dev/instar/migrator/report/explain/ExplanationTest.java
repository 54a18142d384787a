package dev.instar.migrator.report.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.Finding.Severity;
import dev.instar.migrator.plan.FindingCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every code has its page, every page its code, and all pages are alike. */
class ExplanationTest {
  private static final Path PAGES = Path.of("../docs/findings");
  private static final Path GOLDEN_PLANS = Path.of("src/test/resources/plans/postgresql");

  static List<Explanation> all() {
    return Explanation.all();
  }

  @Test
  void everyCodeOfAFindingHasAPage() {
    assertThat(FindingCode.values())
        .allSatisfy(code -> assertThat(Explanation.of(code.code())).as(code.code()).isPresent());
  }

  @Test
  void everyCodeOfARefusalHasAPage() throws IOException {
    Set<String> refusals = new TreeSet<>();
    Arrays.stream(ErrorCode.values())
        .filter(code -> code.category() == ErrorCode.Category.REFUSED)
        .forEach(code -> refusals.add(code.name()));
    try (Stream<Path> plans = Files.list(GOLDEN_PLANS)) {
      for (Path plan : plans.filter(file -> file.toString().endsWith(".plan")).toList()) {
        Pattern.compile("(?m)^ *refused: ([A-Z_]+):")
            .matcher(Files.readString(plan))
            .results()
            .forEach(refusal -> refusals.add(refusal.group(1)));
      }
    }
    assertThat(refusals)
        .contains("DATA_CONFLICT")
        .allSatisfy(code -> assertThat(Explanation.of(code)).as(code).isPresent());
  }

  @Test
  void everyPageExplainsACode() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .allSatisfy(
              name ->
                  assertThat(name.equals("README.md") || codes().contains(name)).as(name).isTrue());
    }
  }

  private static List<String> codes() {
    return all().stream().map(explanation -> explanation.code() + ".md").toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPageIsLikeTheOthers(Explanation explanation) throws IOException {
    String markdown = explanation.markdown();
    assertThat(markdown)
        .isEqualTo(Files.readString(PAGES.resolve(explanation.code() + ".md")))
        .startsWith("# " + explanation.code() + ": ")
        .endsWith("\n")
        .contains("\n## Why it ", "\n## Accepting it\n", "\n## Source\n");
    // In a list of 80 columns.
    assertThat(explanation.title()).hasSizeBetween(10, 57);
    assertThat(explanation.summary()).endsWith(".");
    assertThat(explanation.kind()).startsWith(kind(explanation.code()));
    assertThat(explanation.source()).hasValueSatisfying(s -> assertThat(s).startsWith("https://"));
  }

  private static String kind(String code) {
    Optional<FindingCode> finding = FindingCode.of(code);
    if (finding.isEmpty()) {
      return "**Refusal**";
    }
    Severity severity = finding.get().severity();
    String name = severity.name();
    String bold = "**" + name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT) + "**";
    if (!finding.get().remains()) {
      return bold + " of the statement as written; Instar's steps avoid it.";
    }
    return severity == Severity.HAZARD
        ? bold + " that remains: `instar migrate` does not begin until it is accepted."
        : bold + " that remains when Instar runs the statement.";
  }

  @Test
  void aCodeIsFoundInAnySpelling() {
    assertThat(Explanation.of("lock_rewrite")).map(Explanation::code).hasValue("LOCK-REWRITE");
    assertThat(Explanation.of("no-usable-key")).map(Explanation::code).hasValue("NO_USABLE_KEY");
    // The finding, rather than the error of nearly that name.
    assertThat(Explanation.of("WAL_LEVEL")).map(Explanation::code).hasValue("WAL-LEVEL");
    assertThat(Explanation.of("NOPE")).isEmpty();
    assertThat(Explanation.of("../README")).isEmpty();
  }

  @Test
  void aCodeThatIsNearlyRightIsKnownAgain() {
    assertThat(Explanation.similar("LOCK-REWRTE")).startsWith("LOCK-REWRITE");
    assertThat(Explanation.similar("rename")).containsExactly("RENAME-BREAKS");
    assertThat(Explanation.similar("xyzzyxyzzyxyzzy")).isEmpty();
  }

  /** The pages' own table of contents; {@code -Dinstar.golden=write} writes it anew. */
  @Test
  void theIndexListsThemAll() throws IOException {
    StringBuilder index =
        new StringBuilder(
            """
            # What the codes mean

            `instar plan` gives each finding and each refusal a stable code. `instar explain CODE` prints the
            page of a code in the terminal.

            | code | what |
            |---|---|
            """);
    for (Explanation explanation : all()) {
      String code = explanation.code();
      index.append("| [%s](%s.md) | %s |\n".formatted(code, code, explanation.title()));
    }
    Path file = PAGES.resolve("README.md");
    if ("write".equals(System.getProperty("instar.golden"))) {
      Files.writeString(file, index);
    }
    assertThat(index.toString()).isEqualTo(Files.readString(file));
  }
}
