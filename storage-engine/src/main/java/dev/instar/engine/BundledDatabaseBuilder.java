package dev.instar.engine;

import dev.instar.engine.session.EngineOptions;
import dev.instar.engine.store.StoreOptions;
import dev.instar.engine.wire.WireSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** How a {@link BundledDatabase} is opened. Mutable; of one thread. */
public final class BundledDatabaseBuilder {
  private static final int PASSWORD_BYTES = 18;

  private InetAddress host = InetAddress.getLoopbackAddress();
  private int port;
  private String user = "instar";
  private String database = "instar";
  private String password;
  private int maxConnections = WireSettings.DEFAULT_MAX_CONNECTIONS;
  private Optional<SSLContext> tls = Optional.empty();
  private final Map<String, String> settings = new HashMap<>();
  private StoreOptions store = StoreOptions.forHeap(Runtime.getRuntime().maxMemory());

  BundledDatabaseBuilder() {}

  /** 0 for any that is free, which is the default. */
  public BundledDatabaseBuilder port(int number) {
    port = number;
    return this;
  }

  /** Where to listen; the loopback address by default. */
  public BundledDatabaseBuilder host(InetAddress address) {
    host = address;
    return this;
  }

  /** The first role's name, where a directory is made; {@code instar} by default. */
  public BundledDatabaseBuilder user(String name) {
    user = name;
    return this;
  }

  /** The first database's name, where a directory is made; {@code instar} by default. */
  public BundledDatabaseBuilder database(String name) {
    database = name;
    return this;
  }

  /** The first role's password from now on; one is made up by default. */
  public BundledDatabaseBuilder password(String secret) {
    password = secret;
    return this;
  }

  /**
   * The first role's password from now on, if one is given; otherwise the one it has, and none in a
   * new directory.
   */
  public BundledDatabaseBuilder keepPassword(Optional<String> secret) {
    password = secret.orElse("");
    return this;
  }

  public BundledDatabaseBuilder maxConnections(int count) {
    maxConnections = count;
    return this;
  }

  /** Clients may encrypt with it. */
  public BundledDatabaseBuilder tls(SSLContext context) {
    tls = Optional.of(context);
    return this;
  }

  /** The value of a setting for all sessions, as in {@code postgresql.conf}. */
  public BundledDatabaseBuilder setting(String name, String value) {
    settings.put(name, value);
    return this;
  }

  /**
   * Whether a commit is answered before it is on disk: {@code synchronous_commit = off} for all
   * sessions that do not say otherwise. A crash may lose the last of them.
   */
  public BundledDatabaseBuilder synchronousCommit(boolean on) {
    return setting("synchronous_commit", on ? "on" : "off");
  }

  public BundledDatabaseBuilder deadlockTimeout(Duration timeout) {
    return setting("deadlock_timeout", Long.toString(timeout.toMillis()));
  }

  /** Sizes of the store; by the heap's by default. */
  public BundledDatabaseBuilder store(StoreOptions options) {
    store = options;
    return this;
  }

  public BundledDatabase open(Path directory) {
    setting("data_directory", directory.toAbsolutePath().toString());
    return BundledDatabase.start(BundledDatabase.disk(directory), this);
  }

  public BundledDatabase inMemory() {
    return BundledDatabase.start(BundledDatabase.memory(), this);
  }

  String user() {
    return user;
  }

  String database() {
    return database;
  }

  String password() {
    if (password == null) {
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      password = HexFormat.of().formatHex(random);
    }
    return password;
  }

  EngineOptions engineOptions() {
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("max_connections", Integer.toString(maxConnections));
    all.putIfAbsent("ssl", tls.isPresent() ? "on" : "off");
    return new EngineOptions(store, all, user, password(), database);
  }

  WireSettings wireSettings() {
    WireSettings wire =
        WireSettings.loopback(port)
            .withAddress(new InetSocketAddress(host, port))
            .withMaxConnections(maxConnections);
    return tls.map(wire::withTls).orElse(wire);
  }
}
