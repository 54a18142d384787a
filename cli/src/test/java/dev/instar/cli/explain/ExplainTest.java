package dev.instar.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.cli.TestShell;
import dev.instar.migrator.report.Ink;
import dev.instar.migrator.report.explain.Explanation;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainTest {
  private final TestShell shell = new TestShell(Map.of());

  @Test
  void aCodeIsExplained() {
    assertThat(shell.run("explain", "lock-rewrite")).isZero();
    assertThat(shell.output())
        .startsWith("LOCK-REWRITE: the table is written anew under a lock\n\n  Hazard of the")
        .contains("\nWhy it hurts\n\n  Such a statement holds ACCESS EXCLUSIVE")
        .contains("https://www.postgresql.org/docs/");
  }

  @Test
  void withoutACodeAllAreListedInALineEach() {
    assertThat(shell.run("explain")).isZero();
    assertThat(shell.output().lines())
        .hasSize(Explanation.all().size())
        .contains("LOCK-REWRITE           the table is written anew under a lock")
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void aCodeThatIsNearlyRightIsSuggested() {
    assertThat(shell.run("explain", "LOCK-REWRTE")).isEqualTo(2);
    assertThat(shell.error())
        .isEqualTo(
            """
            error [USAGE]: nothing is known of the code LOCK-REWRTE
              next: Did you mean LOCK-REWRITE?
            """);
  }

  @Test
  void anotherWordLeadsToTheList() {
    assertThat(shell.run("explain", "xyzzyxyzzyxyzzy")).isEqualTo(2);
    assertThat(shell.error()).contains("  next: `instar explain` lists all codes.");
  }

  @Test
  void everyPageFitsATerminal() {
    for (Explanation explanation : Explanation.all()) {
      assertThat(MarkdownText.of(explanation.markdown(), Ink.PLAIN).lines())
          .filteredOn(line -> !line.contains("https://"))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
  }

  @Test
  void markdownIsLaidOut() {
    String markdown =
        """
        # A *title*

        Some `code` and a [link](https://example.org/x), [another](#here).
        More.

        - one
          goes on
        - two

        1. first
        2. second

        ```sql
        SELECT  1;

        ```
        """;
    assertThat(MarkdownText.of(markdown, Ink.PLAIN))
        .isEqualTo(
            """
            A title

              Some `code` and a link: https://example.org/x, another. More.

              - one goes on
              - two

              1. first
              2. second

                SELECT  1;

            """);
  }
}
