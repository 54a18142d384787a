package dev.instar.engine.wire.scram;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The server's side of one exchange: {@link #answerFirst}, then {@link #answerFinal}. A verifier of
 * nobody's ({@link UnknownUsers}) goes the same way and takes the same time. One thread's.
 */
public final class ScramExchange {
  public static final String MECHANISM = "SCRAM-SHA-256";
  public static final String MECHANISM_WITH_BINDING = "SCRAM-SHA-256-PLUS";

  private final ScramVerifier verifier;
  private final String mechanism;
  private final Optional<ChannelBinding> binding;
  private final String serverNonce;

  private String header = "";
  private String nonce = "";
  private String firstMessages = "";

  /**
   * @param mechanism one of the two, as the client chose it
   * @param binding of this connection; empty without TLS
   * @param serverNonce new for every exchange; printable and without a comma
   */
  public ScramExchange(
      ScramVerifier verifier,
      String mechanism,
      Optional<ChannelBinding> binding,
      String serverNonce) {
    this.verifier = verifier;
    this.mechanism = mechanism;
    this.binding = binding;
    this.serverNonce = serverNonce;
  }

  /**
   * Answers the client's first message with nonce, salt and iterations.
   *
   * @throws SqlException with 08P01 for what is no such message, 28000 where somebody in between
   *     seems to have hidden that channel binding is offered, 0A000 for what nobody uses
   */
  public String answerFirst(String message) {
    // gs2-cbind-flag "," [ authzid ] "," [ reserved-mext "," ] username "," nonce [ "," extensions
    // ]
    String[] parts = message.split(",", -1);
    if (parts.length < 4) {
      throw malformed("The message has too few attributes.");
    }
    checkBinding(parts[0]);
    if (!parts[1].isEmpty()) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "client uses authorization identity, but it is not supported");
    }
    if (parts[2].startsWith("m=")) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "client requires an unsupported SCRAM extension");
    }
    // The user's name is that of the start-up packet, as in PostgreSQL; this one is ignored.
    attribute(parts[2], 'n');
    String clientNonce = attribute(parts[3], 'r');
    if (clientNonce.isEmpty() || !clientNonce.chars().allMatch(c -> c >= 0x21 && c <= 0x7E)) {
      throw malformed("The nonce has characters that are not printable.");
    }
    header = parts[0] + ",,";
    nonce = clientNonce + serverNonce;
    String answer =
        "r=%s,s=%s,i=%d"
            .formatted(
                nonce, Base64.getEncoder().encodeToString(verifier.salt()), verifier.iterations());
    firstMessages = message.substring(header.length()) + "," + answer;
    return answer;
  }

  private void checkBinding(String flag) {
    boolean bound = mechanism.equals(MECHANISM_WITH_BINDING);
    if (flag.startsWith("p=")) {
      if (!bound) {
        throw malformed("The client selected SCRAM-SHA-256, but the message binds a channel.");
      }
      if (!flag.equals("p=" + ChannelBinding.TYPE)) {
        throw new SqlException(
            SqlState.PROTOCOL_VIOLATION, "unsupported SCRAM channel-binding type");
      }
      return;
    }
    if (bound) {
      throw malformed("The client selected SCRAM-SHA-256-PLUS, but the message binds no channel.");
    }
    if (flag.equals("y") && binding.isPresent()) {
      throw new SqlException(
              SqlState.INVALID_AUTHORIZATION_SPECIFICATION,
              "SCRAM channel binding negotiation error")
          .with(
              SqlException.Field.DETAIL,
              "The client supports SCRAM channel binding but thinks the server does not. However,"
                  + " this server does support channel binding.");
    }
    if (!flag.equals("n") && !flag.equals("y")) {
      throw malformed("The channel-binding flag is unknown.");
    }
  }

  /**
   * Checks the client's proof.
   *
   * @return the server's proof; empty if the password is wrong
   * @throws SqlException with 08P01 for what is no such message
   */
  public Optional<String> answerFinal(String message) {
    int beforeProof = message.lastIndexOf(",p=");
    if (beforeProof < 0) {
      throw malformed("The proof is missing.");
    }
    String withoutProof = message.substring(0, beforeProof);
    byte[] proof = base64(message.substring(beforeProof + ",p=".length()));
    if (proof.length != Hashes.BYTES) {
      throw malformed("The proof has another length.");
    }
    String[] parts = withoutProof.split(",", -1);
    if (parts.length < 2) {
      throw malformed("The message has too few attributes.");
    }
    byte[] bound = base64(attribute(parts[0], 'c'));
    String repeated = attribute(parts[1], 'r');
    if (!MessageDigest.isEqual(bound, expectedBinding())) {
      throw new SqlException(
          SqlState.INVALID_AUTHORIZATION_SPECIFICATION, "SCRAM channel binding check failed");
    }
    if (!repeated.equals(nonce)) {
      throw new SqlException(SqlState.PROTOCOL_VIOLATION, "invalid SCRAM response")
          .with(SqlException.Field.DETAIL, "Nonce does not match.");
    }
    String authMessage = firstMessages + "," + withoutProof;
    byte[] clientKey = Hashes.xor(proof, Hashes.hmac(verifier.storedKey(), authMessage));
    byte[] signature = Hashes.hmac(verifier.serverKey(), authMessage);
    boolean right = MessageDigest.isEqual(Hashes.sha256(clientKey), verifier.storedKey());
    return right
        ? Optional.of("v=" + Base64.getEncoder().encodeToString(signature))
        : Optional.empty();
  }

  private byte[] expectedBinding() {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    if (!mechanism.equals(MECHANISM_WITH_BINDING)) {
      return text;
    }
    byte[] data = binding.orElseThrow().data();
    byte[] both = Arrays.copyOf(text, text.length + data.length);
    System.arraycopy(data, 0, both, text.length, data.length);
    return both;
  }

  private static String attribute(String text, char name) {
    if (text.length() < 2 || text.charAt(0) != name || text.charAt(1) != '=') {
      throw malformed("Expected attribute \"" + name + "\".");
    }
    return text.substring(2);
  }

  private static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw malformed("An attribute is not base64.");
    }
  }

  private static SqlException malformed(String detail) {
    return new SqlException(SqlState.PROTOCOL_VIOLATION, "malformed SCRAM message")
        .with(SqlException.Field.DETAIL, detail);
  }
}
