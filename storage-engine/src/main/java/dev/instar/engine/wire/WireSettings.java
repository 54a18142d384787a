package dev.instar.engine.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a server is reached.
 *
 * @param address port 0 for any that is free
 * @param maxConnections sessions at a time; more are told 53300
 * @param authenticationTimeout from the first byte to the password's proof
 * @param maxMessageBytes of one message: a statement, or the values of its parameters
 * @param tls clients may encrypt with it; empty, and they are told that they cannot
 */
public record WireSettings(
    InetSocketAddress address,
    int maxConnections,
    Duration authenticationTimeout,
    int maxMessageBytes,
    Optional<SSLContext> tls) {
  /**
   * PostgreSQL's {@code max_connections}, doubled: a connection here is a thread, not a process.
   */
  public static final int DEFAULT_MAX_CONNECTIONS = 200;

  /** PostgreSQL's {@code authentication_timeout}. */
  public static final Duration DEFAULT_AUTHENTICATION_TIMEOUT = Duration.ofSeconds(60);

  /** A quarter of PostgreSQL's 1 GB, which would leave one client little of a Java heap. */
  public static final int DEFAULT_MAX_MESSAGE_BYTES = 256 << 20;

  public WireSettings {
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections: " + maxConnections);
    }
    if (!authenticationTimeout.isPositive()) {
      throw new IllegalArgumentException("authenticationTimeout: " + authenticationTimeout);
    }
    if (maxMessageBytes < 1024 || maxMessageBytes > 1 << 30) {
      throw new IllegalArgumentException("maxMessageBytes: " + maxMessageBytes);
    }
  }

  /** On the loopback address: for this machine only. */
  public static WireSettings loopback(int port) {
    return new WireSettings(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
        DEFAULT_MAX_CONNECTIONS,
        DEFAULT_AUTHENTICATION_TIMEOUT,
        DEFAULT_MAX_MESSAGE_BYTES,
        Optional.empty());
  }

  public WireSettings withAddress(InetSocketAddress other) {
    return new WireSettings(other, maxConnections, authenticationTimeout, maxMessageBytes, tls);
  }

  public WireSettings withMaxConnections(int count) {
    return new WireSettings(address, count, authenticationTimeout, maxMessageBytes, tls);
  }

  public WireSettings withAuthenticationTimeout(Duration timeout) {
    return new WireSettings(address, maxConnections, timeout, maxMessageBytes, tls);
  }

  public WireSettings withMaxMessageBytes(int bytes) {
    return new WireSettings(address, maxConnections, authenticationTimeout, bytes, tls);
  }

  public WireSettings withTls(SSLContext context) {
    return new WireSettings(
        address, maxConnections, authenticationTimeout, maxMessageBytes, Optional.of(context));
  }
}
