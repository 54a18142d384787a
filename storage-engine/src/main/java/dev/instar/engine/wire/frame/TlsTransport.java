package dev.instar.engine.wire.frame;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Bytes through TLS, after a handshake on a connected socket. */
public final class TlsTransport implements Transport {
  private final SocketChannel channel;
  private final InputWait waiting;
  private final SSLSocket socket;
  private final InputStream input;
  private final OutputStream output;

  private TlsTransport(SocketChannel channel, SSLSocket socket) throws IOException {
    this.channel = channel;
    this.waiting = new InputWait(channel);
    this.socket = socket;
    this.input = socket.getInputStream();
    this.output = socket.getOutputStream();
  }

  /**
   * Shakes hands as the server.
   *
   * @throws IOException if the two do not agree
   */
  public static TlsTransport accept(SocketChannel channel, SSLContext context) throws IOException {
    // autoClose: closing the TLS socket says goodbye and closes the channel.
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    channel.socket(), channel.socket().getInetAddress().getHostAddress(), 0, true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return new TlsTransport(channel, socket);
  }

  /** The certificate that was shown to the client. */
  public Optional<X509Certificate> certificate() {
    Certificate[] chain = socket.getSession().getLocalCertificates();
    return chain != null && chain.length > 0 && chain[0] instanceof X509Certificate certificate
        ? Optional.of(certificate)
        : Optional.empty();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return input.read(into, offset, length);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    output.write(bytes, offset, length);
  }

  @Override
  public boolean awaitInput(Duration patience) throws IOException {
    return input.available() > 0 || waiting.await(patience);
  }

  @Override
  public void wake() {
    waiting.wake();
  }

  @Override
  public void shutdownInput() throws IOException {
    channel.shutdownInput();
  }

  @Override
  public void close() throws IOException {
    // The goodbye of TLS would wait for a client that does not read.
    try (waiting) {
      channel.close();
    }
  }
}
