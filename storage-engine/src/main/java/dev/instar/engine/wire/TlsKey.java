package dev.instar.engine.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The key that a server encrypts with, from files as PostgreSQL takes them: {@code ssl_cert_file}
 * and {@code ssl_key_file}, in PEM.
 */
public final class TlsKey {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private TlsKey() {}

  /**
   * Reads both files.
   *
   * @param certificates the server's first, then those of who signed it
   * @param key PKCS #8 without a passphrase ({@code BEGIN PRIVATE KEY})
   * @throws GeneralSecurityException if they are something else, or do not belong together
   */
  public static SSLContext read(Path certificates, Path key)
      throws IOException, GeneralSecurityException {
    Certificate[] chain;
    try (InputStream in = Files.newInputStream(certificates)) {
      chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(in)
              .toArray(Certificate[]::new);
    }
    if (chain.length == 0) {
      throw new GeneralSecurityException("no certificate in " + certificates);
    }
    String algorithm = ((X509Certificate) chain[0]).getPublicKey().getAlgorithm();
    PrivateKey privateKey =
        KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded(key)));
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    // The store never leaves memory: its password protects nothing.
    char[] none = new char[0];
    store.setKeyEntry("server", privateKey, none, chain);
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(store, none);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static byte[] encoded(Path key) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(key, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new GeneralSecurityException("no unencrypted PKCS #8 key in " + key);
    }
    return Base64.getMimeDecoder().decode(pem.group(1));
  }
}
