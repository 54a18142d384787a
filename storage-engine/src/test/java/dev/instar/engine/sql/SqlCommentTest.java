package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class SqlCommentTest {
  @Test
  void commentsHaveTheirTextAndTheirPlace() {
    String script = "-- äé\nSELECT /* 🙂 a\n b */ 1; -- end";

    assertThat(SqlComment.allOf(script))
        .extracting(SqlComment::text, SqlComment::line, SqlComment::column)
        .containsExactly(
            tuple("-- äé", 1, 1), tuple("/* 🙂 a\n b */", 2, 8), tuple("-- end", 3, 10));
    assertThat(SqlComment.allOf(script))
        .allSatisfy(c -> assertThat(c.span().of(script)).isEqualTo(c.text()));
  }

  @Test
  void whatLooksLikeACommentInQuotesIsNone() {
    assertThat(
            SqlComment.allOf(
                """
                SELECT '-- a', E'\\'/* b */', $$-- c
                /* d */$$, $x$ -- e $x$, "-- f", U&"/* g */", 'h' -- between
                 'i'
                """))
        .isEmpty();
  }

  @Test
  void aCommentInACommentBelongsToIt() {
    assertThat(SqlComment.allOf("/* a /* b */ -- c\n */ SELECT 1 -- d /* e\n"))
        .extracting(SqlComment::text)
        .containsExactly("/* a /* b */ -- c\n */", "-- d /* e");
  }

  @Test
  void commentsNeedNoBlankAroundThem() {
    assertThat(SqlComment.allOf("SELECT 1--a\r\n+/*b*//*c*/2*/*d*/3"))
        .extracting(SqlComment::text)
        .containsExactly("--a", "/*b*/", "/*c*/", "/*d*/");
  }

  @Test
  void layoutIsNoPartOfTheWords() {
    assertThat(
            SqlWords.of("ALTER TABLE  Orders -- why\n ADD\tCOLUMN \"A b\" int/*!*/DEFAULT 'X  y'"))
        .isEqualTo(SqlWords.of("alter table orders add column \"A b\" int default 'X  y'"))
        .isEqualTo("alter table orders add column \"A b\" int default 'X  y'");
    assertThat(SqlWords.of("SELECT \"a\"")).isNotEqualTo(SqlWords.of("SELECT \"A\""));
  }
}
