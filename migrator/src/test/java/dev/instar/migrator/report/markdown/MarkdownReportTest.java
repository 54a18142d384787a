package dev.instar.migrator.report.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.report.Golden;
import dev.instar.migrator.report.SamplePlans;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a reader of Markdown makes of the report, with CommonMark's reference parser for Java. */
class MarkdownReportTest {
  private static final Pattern TAG = Pattern.compile("<(/?[a-z][a-z0-9]*)");

  static Stream<Golden> reports() {
    return Golden.all("md", new MarkdownReport());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  void isWhatItWasAndHoldsNoTagOfTheUsers(Golden golden) {
    String html = html(golden.check());
    assertThat(TAG.matcher(html).results().map(tag -> tag.group(1).replace("/", "")))
        .isSubsetOf(
            "h2",
            "p",
            "ul",
            "ol",
            "li",
            "strong",
            "code",
            "pre",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "details",
            "summary",
            "blockquote",
            "sub");
    // As many columns as the table has, whatever is in a cell.
    for (String table : html.split("<table>")) {
      int columns = table.split("<th[ >]", -1).length;
      for (String row : table.split("<tr>")) {
        if (row.contains("<td")) {
          assertThat(row.split("<td", -1)).hasSize(columns);
        }
      }
    }
    // Code is shown as it is; anything else neither mentions nor links.
    String prose = html.replaceAll("(?s)<(code|pre)\\b.*?</\\1>", "");
    assertThat(prose).doesNotContainPattern("@\\w").doesNotContainPattern("#\\d");
    assertThat(prose).doesNotContain("://", "www.");
  }

  @Test
  void hostileTextIsShownAsItIs() {
    String html = html(new MarkdownReport().render(SamplePlans.hostile()));
    String name = "a|b`c&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt; @admin #1 *x*";
    assertThat(html.replace("&#124;", "|").replace("&#96;", "`").replace("&#42;", "*"))
        .contains("<code>ALTER TABLE &quot;public&quot;.&quot;" + name.substring(0, 20))
        .contains("Rows of public." + name.replace("@", "@\u200b").replace("#", "#\u200b"));
    assertThat(html).contains("'```' &lt;&gt; '')");
  }

  @Test
  void whatIsTooLongIsCutTheHarmlessFirstAndSaysSo() {
    List<StatementPlan> many = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      many.addAll(SamplePlans.online().statements());
    }
    many.addAll(SamplePlans.contract().statements());
    Plan plan = SamplePlans.online().withStatements(many);
    String report = new MarkdownReport().render(plan);
    assertThat(report.length())
        .isLessThanOrEqualTo(MarkdownReport.CHARACTERS_MAX)
        .isGreaterThan(MarkdownReport.CHARACTERS_MAX * 9 / 10);
    assertThat(report)
        .containsPattern("\\| \\| and \\d+ more statements \\|")
        .containsPattern("the details of \\d+ of 1203 statements are left out")
        .contains("RENAME COLUMN paid TO settled</code> – needs a decision</summary>");
  }

  @Test
  void oneStatementThatIsTooLongIsCutAsWell() {
    Plan plan = SamplePlans.shadow();
    StatementPlan statement = plan.statements().getFirst();
    StatementPlan huge =
        new StatementPlan(
            statement.text() + "|".repeat(100_000),
            3,
            1,
            statement.asWritten(),
            statement.strategy(),
            statement.steps(),
            statement.findings(),
            statement.deployment(),
            statement.evidence(),
            statement.refusal());
    String report = new MarkdownReport().render(plan.withStatements(List.of(huge)));
    assertThat(report.length()).isLessThan(MarkdownReport.CHARACTERS_MAX);
    assertThat(report).containsPattern("-- cut: [0-9,]+ more characters");
  }

  private static String html(String markdown) {
    List<TablesExtension> tables = List.of((TablesExtension) TablesExtension.create());
    Node document = Parser.builder().extensions(tables).build().parse(markdown);
    return HtmlRenderer.builder().extensions(tables).build().render(document);
  }
}
