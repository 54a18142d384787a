package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.scram.UnknownUsers;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.locks.LockSupport;

/**
 * Serves sessions to PostgreSQL's clients: one port, one blocking platform thread per connection.
 * Virtual threads were measured at two thirds of their throughput: each wait goes through a poller.
 *
 * <p>Thread-safe. Its threads are daemons.
 */
public final class WireServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WireServer.class.getPackageName());

  /** When the process has no file descriptors or threads left: until some other client goes. */
  private static final Duration PAUSE_WITHOUT_RESOURCES = Duration.ofMillis(10);

  /** A cancelled statement ends at once; a session that does not is left behind, and said so. */
  private static final Duration PATIENCE_WITH_SESSIONS = Duration.ofSeconds(10);

  private final ServerSocketChannel listener;
  private final InetSocketAddress address;
  private final ServerContext context;
  private final Thread acceptor;

  private WireServer(ServerSocketChannel listener, ServerContext context) throws IOException {
    this.listener = listener;
    this.context = context;
    this.address = (InetSocketAddress) listener.getLocalAddress();
    this.acceptor =
        Thread.ofPlatform().daemon().name("wire-" + address.getPort()).unstarted(this::accept);
  }

  /**
   * Listens from now on.
   *
   * @throws IOException if the address cannot be had
   * @throws IllegalStateException if nobody has a password: there is no log-in without one
   */
  public static WireServer start(WireSettings settings, SessionSource source) throws IOException {
    if (!source.hasPasswords()) {
      throw new IllegalStateException(
          "nobody has a password, and nobody is let in without one: set a password first");
    }
    ServerSocketChannel listener = ServerSocketChannel.open();
    try {
      listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      listener.bind(settings.address());
      ScheduledThreadPoolExecutor deadlines =
          new ScheduledThreadPoolExecutor(
              1,
              Thread.ofPlatform().daemon().name("wire-deadlines").factory(),
              // A connection that comes while the server closes is closed with it.
              new ThreadPoolExecutor.DiscardPolicy());
      deadlines.setRemoveOnCancelPolicy(true);
      ServerContext context =
          new ServerContext(
              settings,
              source,
              new Connections(settings.maxConnections()),
              new UnknownUsers(),
              deadlines);
      WireServer server = new WireServer(listener, context);
      server.acceptor.start();
      return server;
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** How many clients there are, those included that have not logged in yet. */
  public int connectionCount() {
    return context.connections().count();
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        serve(listener.accept());
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException | OutOfMemoryError e) {
        LOG.log(Level.WARNING, "a connection could not be taken", e);
        LockSupport.parkNanos(PAUSE_WITHOUT_RESOURCES.toNanos());
      }
    }
  }

  private void serve(SocketChannel channel) throws IOException {
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      Connection connection = new Connection(context, channel);
      if (context.connections().add(connection)) {
        start(connection);
      } else {
        channel.close();
      }
    } catch (IOException | OutOfMemoryError e) {
      channel.close();
      throw e;
    }
  }

  private void start(Connection connection) {
    boolean started = false;
    try {
      Thread.ofPlatform()
          .daemon()
          .name("wire-" + address.getPort() + "-" + connection.processId())
          .start(connection);
      started = true;
    } finally {
      if (!started) {
        context.connections().remove(connection);
      }
    }
  }

  /**
   * Ends in order: takes no more clients, cancels what runs, tells all clients 57P01, and waits for
   * their threads. Then closes.
   *
   * @param patience how long to wait for clients that do not read
   */
  public void shutdown(Duration patience) throws InterruptedException {
    stopListening();
    SqlException reason =
        new SqlException(
            SqlState.ADMIN_SHUTDOWN, "terminating connection due to administrator command");
    context.connections().close().forEach(connection -> connection.terminate(reason));
    context.connections().awaitNone(patience);
    close();
  }

  /** Ends at once: sockets are closed, sessions are cancelled and closed. Waits for that. */
  @Override
  public void close() {
    stopListening();
    context.connections().close().forEach(Connection::abort);
    context.deadlines().shutdownNow();
    try {
      if (!context.connections().awaitNone(PATIENCE_WITH_SESSIONS)) {
        LOG.log(Level.WARNING, "{0} sessions do not end", connectionCount());
      }
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopListening() {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "closing the listener failed", e);
    }
  }
}
