package dev.instar.migrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void whatSteersIsShown() {
    assertThat(Printable.of("a\u001b[2Jb\u0007\u009b\u0000\u007f"))
        .isEqualTo("a<U+001B>[2Jb<U+0007><U+009B><U+0000><U+007F>");
    assertThat(Printable.of("a\u202eb\u2066c\u2028\ufeff"))
        .isEqualTo("a<U+202E>b<U+2066>c<U+2028><U+FEFF>");
    assertThat(Printable.of("\ud83dx\uffff")).isEqualTo("<U+D83D>x<U+FFFF>");
  }

  @Test
  void lettersOfAllScriptsStay() {
    String text = "Straße, 注文, نام\u200cها, \ud83d\udc69\u200d\ud83d\ude80\tb\r\nc";
    assertThat(Printable.of(text)).isEqualTo(text);
  }
}
