package dev.instar.engine.wire;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** A client that sends whatever it is told to, and writes down what it gets. */
final class RawClient implements Closeable {
  /** Only so that a server that says nothing fails a test: nothing waits for this. */
  private static final int PATIENCE_MILLIS = 20_000;

  private static final int MAX_ANSWER_BYTES = 100 << 20;

  private final Socket socket;
  private final DataInputStream in;
  private int processId;
  private int cancelKey;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(socket.getInputStream());
  }

  /** A message of the server's. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Message(char type, byte[] body) {
    String text() {
      return AnswerText.of(this);
    }
  }

  /** A client that is logged in, and has read up to ReadyForQuery. */
  static RawClient login(int port, String user, String password, String database, String... more)
      throws IOException {
    List<String> parameters = new ArrayList<>(List.of("user", user, "database", database));
    parameters.addAll(List.of(more));
    RawClient client = new RawClient(port);
    client.send(Bytes.startup(parameters.toArray(String[]::new)));
    client.prove(password);
    for (Message message = client.read(); message.type() != 'Z'; message = client.read()) {
      if (message.type() == 'E') {
        throw new IOException(message.text());
      }
      if (message.type() == 'K') {
        java.nio.ByteBuffer body = java.nio.ByteBuffer.wrap(message.body());
        client.processId = body.getInt();
        client.cancelKey = body.getInt();
      }
    }
    return client;
  }

  /** The client's side of SCRAM-SHA-256; the server's is what is tested. */
  void prove(String password) throws IOException {
    Message offer = read();
    if (offer.type() != 'R') {
      throw new IOException(offer.text());
    }
    String bare = "n=,r=nonce";
    send(
        new Bytes()
            .string("SCRAM-SHA-256")
            .int32(("n,," + bare).length())
            .text("n,," + bare)
            .message('p'));
    String first = ascii(read().body());
    String[] parts = first.split(",");
    String nonce = parts[0].substring(2);
    byte[] salt = Base64.getDecoder().decode(parts[1].substring(2));
    int iterations = Integer.parseInt(parts[2].substring(2));
    try {
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
              .getEncoded();
      byte[] clientKey = hmac(salted, "Client Key");
      byte[] stored = MessageDigest.getInstance("SHA-256").digest(clientKey);
      String withoutProof = "c=biws,r=" + nonce;
      byte[] proof = hmac(stored, bare + "," + first + "," + withoutProof);
      for (int i = 0; i < proof.length; i++) {
        proof[i] ^= clientKey[i];
      }
      String last = withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof);
      send(new Bytes().text(last).message('p'));
      Message answer = read();
      if (answer.type() == 'E') {
        throw new IOException(answer.text());
      }
      String expected =
          "v="
              + Base64.getEncoder()
                  .encodeToString(
                      hmac(hmac(salted, "Server Key"), bare + "," + first + "," + withoutProof));
      if (!ascii(answer.body()).equals(expected)) {
        throw new IOException("the server does not know the password");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  /** What follows the code of an authentication message. */
  private static String ascii(byte[] body) {
    return new String(body, 4, body.length - 4, StandardCharsets.US_ASCII);
  }

  int processId() {
    return processId;
  }

  int cancelKey() {
    return cancelKey;
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  int readByte() throws IOException {
    return in.read();
  }

  Message read() throws IOException {
    char type = (char) in.readUnsignedByte();
    int length = in.readInt();
    if (length < 4 || length > MAX_ANSWER_BYTES) {
      // An error as before protocol 3, or the letter of a refusal.
      byte[] rest = in.readAllBytes();
      return new Message('?', new Bytes().int8(type).int32(length).raw(rest).toArray());
    }
    byte[] body = new byte[length - 4];
    in.readFully(body);
    return new Message(type, body);
  }

  /** Everything up to the next ReadyForQuery. */
  List<String> readUntilReady() throws IOException {
    List<String> answers = new ArrayList<>();
    Message message;
    do {
      message = read();
      answers.add(message.text());
    } while (message.type() != 'Z');
    return answers;
  }

  /** Says that no more will come, and reads what the server still has to say. */
  List<String> readToEnd() throws IOException {
    List<String> answers = new ArrayList<>();
    try {
      socket.shutdownOutput();
      while (true) {
        answers.add(read().text());
      }
    } catch (EOFException | SocketException e) {
      return answers;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
