package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.frame.FrameException;
import dev.instar.engine.wire.frame.MessageReader;
import dev.instar.engine.wire.frame.MessageWriter;
import dev.instar.engine.wire.scram.ChannelBinding;
import dev.instar.engine.wire.scram.ScramExchange;
import dev.instar.engine.wire.scram.ScramVerifier;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The messages of a SCRAM log-in; PostgreSQL's manual, section "SASL Authentication". It takes no
 * password that was not proven this way: there is no trust, and no password in the clear.
 */
final class Authentication {
  /** PostgreSQL's PG_MAX_SASL_MESSAGE_LENGTH. */
  private static final int MAX_MESSAGE_BYTES = 1024;

  /** As many as PostgreSQL's: SCRAM_RAW_NONCE_LEN. */
  private static final int NONCE_BYTES = 18;

  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final MessageReader reader;
  private final MessageWriter writer;
  private final String user;

  /**
   * @param user as the client says, to be told so if the password is wrong
   */
  Authentication(MessageReader reader, MessageWriter writer, String user) {
    this.user = user;
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * Asks for the proof of a password, and returns if it was right.
   *
   * @throws SqlException with 28P01 if it was not, 08P01 for a client that does not know SCRAM
   */
  void run(ScramVerifier verifier, Optional<ChannelBinding> binding) throws IOException {
    writer.begin('R').int32(SASL);
    if (binding.isPresent()) {
      writer.string(ScramExchange.MECHANISM_WITH_BINDING);
    }
    writer.string(ScramExchange.MECHANISM).string("").end();
    writer.flush();

    next();
    String mechanism = reader.string();
    boolean offered =
        mechanism.equals(ScramExchange.MECHANISM)
            || (mechanism.equals(ScramExchange.MECHANISM_WITH_BINDING) && binding.isPresent());
    if (!offered) {
      throw new SqlException(
          SqlState.PROTOCOL_VIOLATION, "client selected an invalid SASL authentication mechanism");
    }
    ScramExchange exchange = new ScramExchange(verifier, mechanism, binding, nonce());
    int length = reader.int32();
    String first;
    if (length < 0) {
      send(SASL_CONTINUE, "");
      first = response();
    } else {
      first = reader.text(length);
      reader.finish();
    }
    send(SASL_CONTINUE, exchange.answerFirst(first));
    Optional<String> proof = exchange.answerFinal(response());
    if (proof.isEmpty()) {
      throw wrongPassword();
    }
    writer.begin('R').int32(SASL_FINAL).bytes(ascii(proof.get())).end();
  }

  private String response() throws IOException {
    next();
    return reader.text(reader.remaining());
  }

  private void next() throws IOException {
    int type = reader.type();
    if (type >= 0 && type != 'p') {
      throw new SqlException(
          SqlState.PROTOCOL_VIOLATION, "expected SASL response, got message type " + type);
    }
    try {
      if (type < 0 || !reader.body(MAX_MESSAGE_BYTES)) {
        throw new EOFException();
      }
    } catch (FrameException e) {
      throw wrongPassword();
    }
  }

  private SqlException wrongPassword() {
    return new SqlException(
        SqlState.INVALID_PASSWORD, "password authentication failed for user \"" + user + "\"");
  }

  private void send(int step, String text) {
    writer.begin('R').int32(step).bytes(ascii(text)).end();
    writer.flush();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static String nonce() {
    byte[] random = new byte[NONCE_BYTES];
    RANDOM.nextBytes(random);
    return Base64.getEncoder().encodeToString(random);
  }
}
