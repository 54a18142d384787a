package dev.instar.samples.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the stories quote is in their files: SQL in that of a migration, what Instar says when it
 * stops in {@code stops.txt}, and all else in the plan. Their links lead somewhere.
 */
class ReadmeTest {
  private static final String README = "README.md";

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(?:#[^)]*)?\\)");

  /** A fenced block of a page. */
  private record Quote(String language, String text) {}

  @TestFactory
  Stream<DynamicTest> quotesAreInTheFiles() {
    return Story.all().stream()
        .map(story -> DynamicTest.dynamicTest(story.toString(), () -> checkQuotes(story)));
  }

  private static void checkQuotes(Story story) {
    List<Quote> quotes = quotes(story.text(README));
    String migrations =
        story.migrations().stream()
            .map(file -> story.text(file.getFileName().toString()))
            .collect(Collectors.joining("\n"));

    assertThat(quotes).as("what %s is about", story).extracting(Quote::language).contains("sql");
    for (Quote quote : quotes) {
      if (quote.text().startsWith("error [")) {
        if (story.has("stops.txt")) {
          assertThat(story.text("stops.txt")).contains(quote.text());
        }
      } else if (quote.language().equals("sql")) {
        assertThat(migrations).contains(quote.text());
      } else {
        assertLines(story.text("plan.txt"), quote.text());
      }
    }
  }

  /** Each line is there, in this order; others may be between them. */
  private static void assertLines(String plan, String quoted) {
    List<String> rest = new ArrayList<>(plan.lines().toList());
    for (String line : quoted.lines().toList()) {
      assertThat(rest).as("the plan, behind the lines before").contains(line);
      rest = rest.subList(rest.indexOf(line) + 1, rest.size());
    }
  }

  @TestFactory
  Stream<DynamicTest> linksLeadSomewhere() {
    return Stream.concat(
            Stream.of(Path.of(README)), Story.all().stream().map(story -> story.file(README)))
        .map(page -> DynamicTest.dynamicTest(page.toString(), () -> checkLinks(page)));
  }

  private static void checkLinks(Path page) throws Exception {
    for (String link : found(LINK, Files.readString(page)).map(m -> m.group(1)).toList()) {
      if (!link.contains("://")) {
        assertThat(page.resolveSibling(link)).exists();
      }
    }
  }

  @Test
  void everyStoryIsInTheTableOfContents() throws Exception {
    assertThat(found(LINK, Files.readString(Path.of(README))).map(m -> m.group(1)))
        .containsAll(Story.all().stream().map(Story::toString).toList());
  }

  private static List<Quote> quotes(String page) {
    return found(BLOCK, page).map(m -> new Quote(m.group(1), m.group(2))).toList();
  }

  private static Stream<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results();
  }
}
