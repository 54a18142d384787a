package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.frame.FrameException;
import dev.instar.engine.wire.frame.MessageReader;
import dev.instar.engine.wire.frame.MessageWriter;
import dev.instar.engine.wire.frame.PlainTransport;
import dev.instar.engine.wire.frame.TlsTransport;
import dev.instar.engine.wire.frame.Transport;
import dev.instar.engine.wire.scram.ChannelBinding;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The first packets of a connection, which have no type; PostgreSQL's manual, section "Start-up". A
 * client may ask for encryption, once in each way, before it says what it wants: to log in, or to
 * cancel what another connection runs.
 */
final class Handshake {
  /** PostgreSQL's MAX_STARTUP_PACKET_LENGTH. */
  private static final int MAX_PACKET_BYTES = 10_000;

  private static final int CODE_BYTES = 4;
  private static final int CANCEL_BYTES = 8;

  private static final int VERSION_3_0 = 3 << 16;
  private static final int CANCEL = 1234 << 16 | 5678;
  private static final int SSL = 1234 << 16 | 5679;
  private static final int GSSENC = 1234 << 16 | 5680;

  private final SocketChannel channel;
  private final Optional<SSLContext> tls;

  private Transport transport;
  private MessageReader reader;
  private MessageWriter writer;
  private Optional<ChannelBinding> binding = Optional.empty();

  Handshake(SocketChannel channel, Optional<SSLContext> tls) {
    this.channel = channel;
    this.tls = tls;
    use(new PlainTransport(channel));
  }

  /** What a client wants. */
  sealed interface Opening {}

  record Login(SessionRequest request) implements Opening {}

  record Cancel(int processId, int key) implements Opening {}

  Transport transport() {
    return transport;
  }

  MessageReader reader() {
    return reader;
  }

  MessageWriter writer() {
    return writer;
  }

  /** Of the TLS connection, if it is one. */
  Optional<ChannelBinding> binding() {
    return binding;
  }

  /**
   * Waits for the packet that says what the client wants.
   *
   * @throws SqlException for the client to be told
   * @throws EOFException if the client goes before
   */
  Opening run() throws IOException {
    boolean askedForTls = false;
    boolean askedForGss = false;
    while (true) {
      if (!reader.body(MAX_PACKET_BYTES)) {
        throw new EOFException();
      }
      if (reader.remaining() < CODE_BYTES) {
        throw new FrameException("invalid length of startup packet");
      }
      int code = reader.int32();
      if (code == CANCEL) {
        return cancel();
      } else if (code == SSL && !askedForTls) {
        askedForTls = true;
        answerTls();
      } else if (code == GSSENC && !askedForGss) {
        askedForGss = true;
        transport.write(new byte[] {'N'}, 0, 1);
        refuseEarlyData("GSSAPI encryption");
      } else if (code >>> 16 == 3) {
        return new Login(login(code));
      } else {
        throw unsupported(code >>> 16, code & 0xFFFF);
      }
    }
  }

  private Cancel cancel() throws FrameException {
    if (reader.remaining() != CANCEL_BYTES) {
      throw new FrameException("invalid length of cancel request packet");
    }
    return new Cancel(reader.int32(), reader.int32());
  }

  /** A client older than protocol 3 reads an error as a letter and one text. */
  private SqlException unsupported(int major, int minor) throws IOException {
    SqlException error =
        new SqlException(
            SqlState.FEATURE_NOT_SUPPORTED,
            "unsupported frontend protocol %d.%d: server supports 3.0 to 3.0"
                .formatted(major, minor));
    if (major >= 3) {
      return error;
    }
    byte[] text = ("EFATAL:  " + error.getMessage() + "\n\0").getBytes(StandardCharsets.US_ASCII);
    transport.write(text, 0, text.length);
    throw new FrameException(error.getMessage());
  }

  private SessionRequest login(int version) {
    StartupParameters parameters = StartupParameters.read(reader);
    List<String> extensions = parameters.extensions();
    if (version > VERSION_3_0 || !extensions.isEmpty()) {
      writer.begin('v').int32(VERSION_3_0).int32(extensions.size());
      extensions.forEach(writer::string);
      writer.end();
    }
    return parameters.request();
  }

  private void answerTls() throws IOException {
    transport.write(new byte[] {(byte) (tls.isPresent() ? 'S' : 'N')}, 0, 1);
    refuseEarlyData("SSL");
    if (tls.isPresent()) {
      TlsTransport encrypted = TlsTransport.accept(channel, tls.get());
      binding = encrypted.certificate().flatMap(ChannelBinding::of);
      use(encrypted);
    }
  }

  /** Somebody in between could have put in what would then pass for encrypted. */
  private void refuseEarlyData(String kind) {
    if (reader.hasBuffered()) {
      throw new SqlException(
          SqlState.PROTOCOL_VIOLATION, "received unencrypted data after " + kind + " request");
    }
  }

  private void use(Transport bytes) {
    transport = bytes;
    reader = new MessageReader(bytes);
    writer = new MessageWriter(bytes);
  }
}
