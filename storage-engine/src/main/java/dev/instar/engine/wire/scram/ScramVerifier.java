package dev.instar.engine.wire.scram;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is stored instead of a password, and as PostgreSQL writes it into {@code
 * pg_authid.rolpassword}:
 *
 * <pre>
 *   SCRAM-SHA-256$ITERATIONS:SALT$STOREDKEY:SERVERKEY        salt and keys in base64
 * </pre>
 *
 * <p>Immutable.
 */
public final class ScramVerifier {
  /** PostgreSQL's {@code scram_iterations}. */
  public static final int DEFAULT_ITERATIONS = 4096;

  private static final int SALT_BYTES = 16;

  private static final Pattern TEXT =
      Pattern.compile(
          "SCRAM-SHA-256\\$([1-9][0-9]{0,8}):([A-Za-z0-9+/=]+)"
              + "\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

  private final int iterations;
  private final byte[] salt;
  private final byte[] storedKey;
  private final byte[] serverKey;

  ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    this.iterations = iterations;
    this.salt = salt;
    this.storedKey = storedKey;
    this.serverKey = serverKey;
  }

  /** Of a password, with a new salt. */
  public static ScramVerifier of(String password) {
    byte[] salt = new byte[SALT_BYTES];
    new SecureRandom().nextBytes(salt);
    return of(password, salt, DEFAULT_ITERATIONS);
  }

  /**
   * Of a password.
   *
   * @param iterations from 1; more make guessing slower, and logging in too
   */
  public static ScramVerifier of(String password, byte[] salt, int iterations) {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations: " + iterations);
    }
    byte[] salted = Hashes.saltedPassword(SaslPrep.bytes(password), salt, iterations);
    return new ScramVerifier(
        iterations,
        salt.clone(),
        Hashes.sha256(Hashes.hmac(salted, "Client Key")),
        Hashes.hmac(salted, "Server Key"));
  }

  /** Reads PostgreSQL's text; empty if it is something else, such as a password. */
  public static Optional<ScramVerifier> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      Base64.Decoder base64 = Base64.getDecoder();
      byte[] storedKey = base64.decode(matcher.group(3));
      byte[] serverKey = base64.decode(matcher.group(4));
      if (storedKey.length != Hashes.BYTES || serverKey.length != Hashes.BYTES) {
        return Optional.empty();
      }
      return Optional.of(
          new ScramVerifier(
              Integer.parseInt(matcher.group(1)),
              base64.decode(matcher.group(2)),
              storedKey,
              serverKey));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** PostgreSQL's text. Whoever has it can guess at the password: not for logs. */
  public String text() {
    Base64.Encoder base64 = Base64.getEncoder();
    return "SCRAM-SHA-256$%d:%s$%s:%s"
        .formatted(
            iterations,
            base64.encodeToString(salt),
            base64.encodeToString(storedKey),
            base64.encodeToString(serverKey));
  }

  int iterations() {
    return iterations;
  }

  byte[] salt() {
    return salt;
  }

  byte[] storedKey() {
    return storedKey;
  }

  byte[] serverKey() {
    return serverKey;
  }

  @Override
  public String toString() {
    return "a SCRAM-SHA-256 verifier";
  }
}
