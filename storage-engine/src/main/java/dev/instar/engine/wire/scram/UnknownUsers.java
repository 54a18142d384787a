package dev.instar.engine.wire.scram;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Verifiers for users that there are not, so that an exchange does not tell who exists: the same
 * salt for the same name every time, and keys that no password has. Thread-safe.
 */
public final class UnknownUsers {
  private final byte[] secret = new byte[Hashes.BYTES];

  public UnknownUsers() {
    new SecureRandom().nextBytes(secret);
  }

  public ScramVerifier verifier(String user) {
    byte[] salt = Arrays.copyOf(Hashes.hmac(secret, "salt " + user), 16);
    return new ScramVerifier(
        ScramVerifier.DEFAULT_ITERATIONS,
        salt,
        Hashes.hmac(secret, "stored key " + user),
        Hashes.hmac(secret, "server key " + user));
  }
}
