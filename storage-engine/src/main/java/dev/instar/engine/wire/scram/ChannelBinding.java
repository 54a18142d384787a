package dev.instar.engine.wire.scram;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;

/**
 * What ties an exchange to the TLS connection it runs in: {@code tls-server-end-point} of RFC 5929,
 * a hash of the server's certificate. Whoever sits in between shows another certificate.
 */
public final class ChannelBinding {
  static final String TYPE = "tls-server-end-point";

  private final byte[] data;

  private ChannelBinding(byte[] data) {
    this.data = data;
  }

  /** Empty if the certificate's signature has no hash of its own (Ed25519). */
  public static Optional<ChannelBinding> of(X509Certificate certificate) {
    String signature = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    int with = signature.indexOf("WITH");
    if (with < 0) {
      return Optional.empty();
    }
    String hash = signature.substring(0, with);
    // RFC 5929, section 4.1: instead of MD5 and SHA-1 SHA-256 is taken.
    String algorithm =
        switch (hash) {
          case "MD5", "SHA1", "SHA256" -> "SHA-256";
          case "SHA384" -> "SHA-384";
          case "SHA512" -> "SHA-512";
          default -> hash;
        };
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(certificate.getEncoded());
      return Optional.of(new ChannelBinding(digest));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  byte[] data() {
    return data;
  }
}
