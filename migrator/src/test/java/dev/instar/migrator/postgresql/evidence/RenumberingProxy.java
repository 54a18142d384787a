package dev.instar.migrator.postgresql.evidence;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Stands between a client and a server as a pooler in transaction mode does: what the client hears
 * of its server's process is made up. For one connection without TLS.
 */
final class RenumberingProxy implements AutoCloseable {
  private final ServerSocket listening;

  RenumberingProxy(int server) throws IOException {
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(
        () -> {
          try (Socket client = listening.accept();
              Socket behind = new Socket(InetAddress.getLoopbackAddress(), server)) {
            Thread.startVirtualThread(() -> copy(client, behind));
            answers(new DataInputStream(behind.getInputStream()), client.getOutputStream());
          } catch (IOException e) {
            // One of the two has gone.
          }
        });
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Message by message: a type, a length that counts itself, the content. */
  private static void answers(DataInputStream server, OutputStream client) throws IOException {
    while (true) {
      byte type = server.readByte();
      int length = server.readInt();
      byte[] content = server.readNBytes(length - Integer.BYTES);
      if (type == 'K') {
        content[0] ^= 0x40;
      }
      client.write(type);
      for (int shift = 24; shift >= 0; shift -= 8) {
        client.write(length >>> shift);
      }
      client.write(content);
      client.flush();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the two has gone.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
