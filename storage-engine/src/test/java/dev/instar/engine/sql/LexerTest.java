package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LexerTest {

  @Test
  void operatorsAreTakenAsLongAsPossible() {
    assertThat(values("a->>b")).containsExactly("a", "->>", "b");
    assertThat(values("a<=b<>c!=d=>e"))
        .containsExactly("a", "<=", "b", "<>", "c", "<>", "d", "=>", "e");
    assertThat(values("a?|b@>c#>>d")).containsExactly("a", "?|", "b", "@>", "c", "#>>", "d");
    assertThat(values("a::b:=c:d")).containsExactly("a", "::", "b", ":=", "c", ":", "d");
  }

  @Test
  void anOperatorEndsInASignOnlyWithOneOfTheRarerCharacters() {
    assertThat(values("a*-b")).containsExactly("a", "*", "-", "b");
    assertThat(values("a<=-1")).containsExactly("a", "<=", "-", "1");
    assertThat(values("a@-b")).containsExactly("a", "@-", "b");
    assertThat(values("a+-+b")).containsExactly("a", "+", "-", "+", "b");
  }

  @Test
  void aCommentEndsAnOperator() {
    assertThat(values("a+--b\n c")).containsExactly("a", "+", "c");
    assertThat(values("a*/* x */b")).containsExactly("a", "*", "b");
    assertThat(values("a @/* /* */ */ b")).containsExactly("a", "@", "b");
  }

  @Test
  void wordsAreFoldedInAsciiAndQuotedNamesAreKept() {
    assertThat(values("Abc \"Abc\" ÄbC a$b \"a\"\"b\" _1"))
        .containsExactly("abc", "Abc", "Äbc", "a$b", "a\"b", "_1");
  }

  @Test
  void stringsAreJoinedAcrossLinesOnly() {
    assertThat(values("'a'\n'b' 'c'")).containsExactly("'a'\n'b'", "'c'");
    assertThat(values("'a' -- x\n 'b'")).containsExactly("'a' -- x\n 'b'");
    assertThat(values("'a' /* x */\n 'b'")).containsExactly("'a'", "'b'");
    assertThat(values("E'a\\''\n'\\''")).containsExactly("E'a\\''\n'\\''");
  }

  @Test
  void dollarQuotesEndWithTheirOwnTag() {
    assertThat(values("$$a'b$$ $x$ $$ $y$ $x$")).containsExactly("$$a'b$$", "$x$ $$ $y$ $x$");
    assertThat(values("$1 a$b$c")).containsExactly("$1", "a$b$c");
  }

  @Test
  void numbersKeepTheirText() {
    assertThat(values("1 1.5 .5 5. 1e10 1E-3 1_000 0xFF 0b01 0o17"))
        .containsExactly("1", "1.5", ".5", "5.", "1e10", "1E-3", "1_000", "0xFF", "0b01", "0o17");
    assertThat(values("1..2")).containsExactly("1", ".", ".2");
    assertThatThrownBy(() -> values("1__0")).hasMessageContaining("trailing junk");
    assertThatThrownBy(() -> values("1e")).hasMessageContaining("trailing junk");
    assertThatThrownBy(() -> values("$1a")).hasMessageContaining("trailing junk");
  }

  @Test
  void namesThatPostgresWouldCutAreRefused() {
    assertThat(values("ä".repeat(31) + "a")).hasSize(1);
    assertThatThrownBy(() -> values("ä".repeat(32)))
        .isInstanceOf(SqlSyntaxException.class)
        .hasMessageContaining("64 bytes");
  }

  @Test
  void aNulIsRefusedWithItsPosition() {
    assertThatThrownBy(() -> values("a\nb\0"))
        .isInstanceOfSatisfying(
            SqlSyntaxException.class,
            e -> {
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.column()).isEqualTo(2);
              assertThat(e.offset()).isEqualTo(3);
            });
  }

  @Test
  void columnsAreCountedInCodePoints() {
    assertThatThrownBy(() -> SqlParser.parseScript("ALTER TABLE \"😀\" NONSENSE"))
        .isInstanceOfSatisfying(
            SqlSyntaxException.class, e -> assertThat(e.column()).isEqualTo(17));
  }

  private static List<String> values(String text) {
    Lexer lexer = new Lexer(new SourceText(text));
    List<String> values = new ArrayList<>();
    for (Token token = lexer.next(); token.kind() != Kind.END; token = lexer.next()) {
      values.add(token.value());
    }
    return values;
  }
}
