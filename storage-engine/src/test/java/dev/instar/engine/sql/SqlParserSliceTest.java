package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The texts in the tree: exact slices of the source, which mean the same when parsed alone. */
class SqlParserSliceTest {

  static Stream<String> scripts() {
    return Scenarios.corpus("statements").stream().filter(SqlParserSliceTest::parses);
  }

  private static boolean parses(String script) {
    try {
      return !SqlParser.parseScript(script).isEmpty();
    } catch (SqlSyntaxException e) {
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void statementsSpanTheirTextAndMeanTheSameAlone(String script) {
    for (ParsedStatement parsed : SqlParser.parseScript(script)) {
      assertThat(parsed.span().of(script)).isEqualTo(parsed.text());
      assertThat(parsed.text()).isEqualTo(parsed.text().strip()).doesNotEndWith(";");
      assertThat(SqlParser.parseStatement(parsed.text()).statement()).isEqualTo(parsed.statement());
      String before = script.substring(0, parsed.span().start());
      assertThat(parsed.line()).isEqualTo(1 + before.chars().filter(c -> c == '\n').count());
      assertThat(parsed.column())
          .isEqualTo(1 + before.substring(before.lastIndexOf('\n') + 1).codePoints().count());
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void actionsAreSlicesAndMeanTheSameAlone(String script) {
    for (AlterTableAction action : all(AlterTableAction.class, script)) {
      assertThat(script).contains(action.text());
      assertThat(actionOf(action.text())).isEqualTo(action);
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void constraintsMeanTheSameWithoutNotValid(String script) {
    for (TableConstraint constraint : all(TableConstraint.class, script)) {
      AlterTableAction again = actionOf("ADD " + constraint.text());
      assertThat(again).isInstanceOf(AlterTableAction.AddConstraint.class);
      TableConstraint parsed = ((AlterTableAction.AddConstraint) again).constraint();
      assertThat(parsed.text()).isEqualTo(constraint.text());
      assertThat(TreePrinter.print(parsed))
          .isEqualTo(TreePrinter.print(constraint).replace(", notValid", ""));
      if (!TreePrinter.print(constraint).contains(", notValid")) {
        assertThat(script).contains(constraint.text());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void partsAreSlicesAndMeanTheSameAlone(String script) {
    for (SqlFragment fragment : all(SqlFragment.class, script)) {
      assertThat(script).contains(fragment.text());
      assertThat(SqlParser.parseExpression("(" + fragment.text() + ")").tree())
          .isEqualTo(fragment.tree());
    }
    for (TypeName type : all(TypeName.class, script)) {
      assertThat(script).contains(type.text());
    }
    for (ColumnDefinition column : all(ColumnDefinition.class, script)) {
      assertThat(script).contains(column.text());
      column.constraints().forEach(c -> assertThat(column.text()).contains(c.text()));
    }
    for (IndexDefinition index : all(IndexDefinition.class, script)) {
      assertThat(script).contains(index.text());
      index.elements().forEach(element -> assertThat(index.text()).contains(element.text()));
    }
  }

  @Test
  void notValidIsCutOutWithoutTouchingTheRest() {
    assertThat(constraintText("CONSTRAINT c CHECK (a > 0) NOT VALID"))
        .isEqualTo("CONSTRAINT c CHECK (a > 0)");
    assertThat(constraintText("CHECK (a > 0) NOT VALID NO INHERIT"))
        .isEqualTo("CHECK (a > 0) NO INHERIT");
    assertThat(constraintText("CHECK (a > 0)NOT /* yet */ VALID-- done\n  NO INHERIT"))
        .isEqualTo("CHECK (a > 0)-- done\n  NO INHERIT");
    assertThat(constraintText("CHECK (a = 'NOT VALID') -- why\n NOT VALID"))
        .isEqualTo("CHECK (a = 'NOT VALID')");
    assertThat(
            constraintText("FOREIGN KEY (a) REFERENCES u DEFERRABLE NOT VALID INITIALLY DEFERRED"))
        .isEqualTo("FOREIGN KEY (a) REFERENCES u DEFERRABLE INITIALLY DEFERRED");
  }

  private static String constraintText(String constraint) {
    return all(TableConstraint.class, "ALTER TABLE t ADD " + constraint).getFirst().text();
  }

  private static AlterTableAction actionOf(String text) {
    Statement statement = SqlParser.parseStatement("ALTER TABLE t " + text).statement();
    return ((Statement.AlterTable) statement).actions().getFirst();
  }

  /** Everything of a type in the trees of a script. */
  private static <T> List<T> all(Class<T> type, String script) {
    List<T> found = new ArrayList<>();
    SqlParser.parseScript(script).forEach(parsed -> collect(type, parsed.statement(), found));
    return found;
  }

  private static <T> void collect(Class<T> type, Object node, List<T> found) {
    if (type.isInstance(node)) {
      found.add(type.cast(node));
    }
    switch (node) {
      case Record tree -> {
        for (RecordComponent component : tree.getClass().getRecordComponents()) {
          collect(type, TreePrinter.get(tree, component), found);
        }
      }
      case Collection<?> many -> many.forEach(one -> collect(type, one, found));
      case Optional<?> maybe -> maybe.ifPresent(one -> collect(type, one, found));
      default -> {}
    }
  }
}
