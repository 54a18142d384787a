package dev.instar.changelog.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.changelog.ChangeStreamException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ReplicationMessageTest {

  @Test
  void theWorkedExampleOfTheJavadoc() {
    assertThat(ReplicationMessage.decode(bytes("6B0000000001000010 0002F2A1B0C4D800 01")))
        .isEqualTo(new ReplicationMessage.Keepalive(Lsn.parse("0/1000010"), true));
  }

  @Test
  void dataCarriesThePluginsMessage() {
    assertThat(
            ReplicationMessage.decode(
                bytes("77 0000000001000010 0000000001000020 0002F2A1B0C4D800 42FF")))
        .isEqualTo(
            new ReplicationMessage.WalData(Lsn.parse("0/1000010"), ByteBuffer.wrap(bytes("42FF"))));
  }

  @Test
  void aStatusSaysFlushedAndAppliedOnlyWhatIsAcknowledged() {
    byte[] status =
        ReplicationMessage.status(
            Lsn.parse("0/20"), Lsn.parse("0/10"), Instant.parse("2000-01-01T00:00:01Z"), true);
    assertThat(status)
        .isEqualTo(
            bytes("72 0000000000000020 0000000000000010 0000000000000010 00000000000F4240 01"));
  }

  @Test
  void whatIsNotTheProtocolIsRefused() {
    for (String hex : new String[] {"", "6B00", "770000000001000010", "58"}) {
      assertThatThrownBy(() -> ReplicationMessage.decode(bytes(hex)))
          .isInstanceOf(ChangeStreamException.class);
    }
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
