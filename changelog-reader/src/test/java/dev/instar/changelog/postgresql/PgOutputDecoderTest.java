package dev.instar.changelog.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.postgresql.PgOutputMessage.RelationColumn;
import dev.instar.changelog.postgresql.PgOutputMessage.ReplicaIdentity;
import dev.instar.changelog.postgresql.PgOutputMessage.Tuple;
import dev.instar.changelog.postgresql.PgOutputMessage.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PgOutputDecoderTest {
  private static final String INSERT = "49 00004001 4E 0002 74 00000001 37 6E";

  @Test
  void theWorkedExampleOfTheJavadoc() {
    assertThat(decode(INSERT))
        .isEqualTo(new PgOutputMessage.Insert(16385, row(text("7"), Value.Absent.NULL)));
  }

  @Test
  void aTransactionBeginsAndEnds() {
    assertThat(decode("42 00000000014F3A10 0002F2A1B0C4D800 FFFFFFFE"))
        .isEqualTo(new PgOutputMessage.Begin(Lsn.parse("0/14F3A10"), -2));
    assertThat(decode("43 00 00000000014F3A10 00000000014F3A40 0002F2A1B0C4D800"))
        .isEqualTo(new PgOutputMessage.Commit(Lsn.parse("0/14F3A10"), Lsn.parse("0/14F3A40")));
    assertThat(decode("4F 0000000100000000 6F00"))
        .isEqualTo(new PgOutputMessage.Origin(Lsn.parse("1/0"), "o"));
  }

  @Test
  void aRelationIsDescribed() {
    assertThat(
            decode(
                "52 00004001 7300 7400 64 0002 01 696400 00000017 FFFFFFFF"
                    + "00 7600 00000019 FFFFFFFF"))
        .isEqualTo(
            new PgOutputMessage.Relation(
                16385,
                "s",
                "t",
                ReplicaIdentity.DEFAULT,
                List.of(
                    new RelationColumn(true, "id", 23, -1),
                    new RelationColumn(false, "v", 25, -1))));
    assertThat(decode("59 00004001 00 6500"))
        .isEqualTo(new PgOutputMessage.Type(16385, "pg_catalog", "e"));
  }

  @Test
  void updatesAndDeletesCarryWhatIdentifiesTheRow() {
    assertThat(decode("55 00004001 4E 0001 75"))
        .isEqualTo(
            new PgOutputMessage.Update(16385, Optional.empty(), row(Value.Absent.UNCHANGED)));
    assertThat(decode("55 00004001 4B 0001 74 00000001 37 4E 0001 74 00000000"))
        .isEqualTo(new PgOutputMessage.Update(16385, Optional.of(row(text("7"))), row(text(""))));
    assertThat(decode("44 00004001 4F 0001 74 00000002 C3A4"))
        .isEqualTo(new PgOutputMessage.Delete(16385, row(text("ä"))));
  }

  @Test
  void truncationsAndMessages() {
    assertThat(decode("54 00000002 01 00004001 00004002"))
        .isEqualTo(new PgOutputMessage.Truncate(List.of(16385, 16386)));
    assertThat(decode("4D 01 0000000000000010 7000 00000001 78"))
        .isEqualTo(new PgOutputMessage.Message(true, Lsn.parse("0/10"), "p", "x"));
  }

  @Test
  void everyPrefixOfAMessageIsRefused() {
    byte[] whole = bytes(INSERT);
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
      assertThatThrownBy(() -> PgOutputDecoder.decode(cut))
          .as("%d bytes", cut.remaining())
          .isInstanceOfSatisfying(ChangeStreamException.class, PgOutputDecoderTest::isProtocol);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5A",
        INSERT + "00",
        "49 00004001 4B 0000",
        "49 00004001 4E 0001 62 00000001 37",
        "49 00004001 4E 0001 74 FFFFFFFF",
        "49 00004001 4E 0001 74 7FFFFFFF 37",
        "44 00004001 4E 0000",
        "54 7FFFFFFF 00",
        "43 01 00000000014F3A10 00000000014F3A40 0002F2A1B0C4D800",
        "52 00004001 7300 7400 78 0000"
      })
  void whatIsNotTheProtocolIsRefused(String hex) {
    assertThatThrownBy(() -> decode(hex))
        .isInstanceOfSatisfying(ChangeStreamException.class, PgOutputDecoderTest::isProtocol);
  }

  private static void isProtocol(ChangeStreamException e) {
    assertThat(e.reason()).isEqualTo(ChangeStreamException.Reason.PROTOCOL);
  }

  private static PgOutputMessage decode(String hex) {
    return PgOutputDecoder.decode(ByteBuffer.wrap(bytes(hex)));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Tuple row(Value... values) {
    return new Tuple(List.of(values));
  }

  private static Value text(String text) {
    return new Value.Text(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
