package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.sql.Scenarios.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the texts of the scenario files become. {@code -Dinstar.rewrite=true} writes what they
 * became into the files, to be read before it is committed.
 */
class SqlParserScenarioTest {

  static Stream<Path> statements() {
    return Scenarios.files("statements").stream();
  }

  static Stream<Path> outlines() {
    return Scenarios.files("outlines").stream();
  }

  static Stream<Path> expressions() {
    return Scenarios.files("expressions").stream();
  }

  @ParameterizedTest
  @MethodSource("statements")
  void statementsBecomeTheirTrees(Path file) {
    check(file, sql -> print(SqlParser.parseScript(sql)));
  }

  @ParameterizedTest
  @MethodSource("outlines")
  void whatTheGrammarDoesNotTakeBecomesItsOutline(Path file) {
    check(file, sql -> print(SqlParser.outlineScript(sql)));
  }

  private static String print(List<ParsedStatement> script) {
    return script.stream()
        .map(parsed -> TreePrinter.print(parsed.statement()))
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @MethodSource("expressions")
  void expressionsBecomeTheirTrees(Path file) {
    check(file, sql -> TreePrinter.print(SqlParser.parseExpression(sql)));
  }

  private static void check(Path file, UnaryOperator<String> parse) {
    List<Scenario> actual = new ArrayList<>();
    for (Scenario scenario : Scenarios.read(file)) {
      actual.add(new Scenario(scenario.remark(), scenario.sql(), resultOf(scenario.sql(), parse)));
    }
    assertThat(actual).isNotEmpty();
    if (Boolean.getBoolean("instar.rewrite")) {
      Scenarios.write(file, actual);
    }
    assertThat(actual).containsExactlyElementsOf(Scenarios.read(file));
  }

  private static String resultOf(String sql, UnaryOperator<String> parse) {
    try {
      return parse.apply(sql);
    } catch (SqlSyntaxException e) {
      return "%s at %d:%d: %s".formatted(e.sqlState(), e.line(), e.column(), e.getMessage());
    }
  }
}
