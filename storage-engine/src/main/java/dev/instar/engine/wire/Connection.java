package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.Handshake.Cancel;
import dev.instar.engine.wire.Handshake.Login;
import dev.instar.engine.wire.frame.ConnectionLostException;
import dev.instar.engine.wire.frame.FrameException;
import dev.instar.engine.wire.frame.MessageWriter;
import dev.instar.engine.wire.frame.Transport;
import dev.instar.engine.wire.scram.ScramVerifier;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One client from the first byte to the last, and the thread that serves it: handshake, log-in,
 * conversation. Whatever goes wrong in it ends here.
 *
 * <p>{@link #terminate}, {@link #cancel} and {@link #abort} come from other threads.
 */
final class Connection implements Runnable, Client {
  private static final System.Logger LOG = System.getLogger(Connection.class.getPackageName());
  private static final SecureRandom RANDOM = new SecureRandom();

  private final ServerContext server;
  private final SocketChannel channel;
  private final InetSocketAddress address;
  private final InetSocketAddress serverAddress;
  private final int processId;
  private final int cancelKey = RANDOM.nextInt();

  /** Why the connection is to end; the first reason stays. */
  private final AtomicReference<SqlException> ending = new AtomicReference<>();

  private volatile Transport transport;
  private volatile SqlSession session;

  Connection(ServerContext server, SocketChannel channel) throws IOException {
    this.server = server;
    this.channel = channel;
    this.address = (InetSocketAddress) channel.getRemoteAddress();
    this.serverAddress = (InetSocketAddress) channel.getLocalAddress();
    this.processId = server.connections().newProcessId();
  }

  @Override
  public int processId() {
    return processId;
  }

  @Override
  public InetSocketAddress address() {
    return address;
  }

  @Override
  public InetSocketAddress serverAddress() {
    return serverAddress;
  }

  @Override
  public void run() {
    try {
      serve();
    } catch (FrameException e) {
      LOG.log(Level.INFO, "client {0} sent what is no message: {1}", address, e.getMessage());
    } catch (IOException | ConnectionLostException e) {
      LOG.log(Level.DEBUG, "client {0} is gone: {1}", address, e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a connection failed", e);
    } finally {
      abort();
      server.connections().remove(this);
    }
  }

  private void serve() throws IOException {
    Future<?> deadline =
        server
            .deadlines()
            .schedule(
                this::abort,
                server.settings().authenticationTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    Handshake handshake = new Handshake(channel, server.settings().tls());
    try {
      switch (handshake.run()) {
        case Cancel cancel ->
            server
                .connections()
                .get(cancel.processId())
                .ifPresent(connection -> connection.cancel(cancel.key()));
        case Login login -> logIn(login.request(), handshake, deadline);
      }
    } catch (FatalException e) {
      tellFatal(handshake.writer(), e.error());
    } catch (SqlException e) {
      // Before the conversation every error is fatal.
      tellFatal(handshake.writer(), e);
    } catch (IOException | ConnectionLostException e) {
      // Whoever terminates the connection ends its input, in the middle of whatever it reads.
      SqlException reason = ending.get();
      if (reason == null) {
        throw e;
      }
      tellFatal(handshake.writer(), reason);
    } finally {
      deadline.cancel(false);
    }
  }

  private void logIn(SessionRequest request, Handshake handshake, Future<?> deadline)
      throws IOException {
    if (!server.connections().takePlace()) {
      throw new SqlException(SqlState.TOO_MANY_CONNECTIONS, "sorry, too many clients already");
    }
    try {
      transport = handshake.transport();
      Optional<ScramVerifier> known = server.source().verifier(request.user());
      ScramVerifier verifier =
          known.orElseGet(() -> server.unknownUsers().verifier(request.user()));
      new Authentication(handshake.reader(), handshake.writer(), request.user())
          .run(verifier, handshake.binding());
      deadline.cancel(false);
      converse(request, handshake);
    } finally {
      server.connections().leavePlace();
    }
  }

  private void converse(SessionRequest request, Handshake handshake) throws IOException {
    MessageWriter writer = handshake.writer();
    writer.begin('R').int32(0).end();
    SqlSession opened = server.source().open(request, this);
    session = opened;
    Conversation conversation =
        new Conversation(
            opened,
            handshake.reader(),
            writer,
            new Reporting(writer),
            server.settings().maxMessageBytes(),
            () -> ending.get() != null);
    try {
      if (request.replication() != SessionRequest.Replication.NONE) {
        conversation.understand(server.source().replication(request, opened));
      }
      writer.begin('K').int32(processId).int32(cancelKey).end();
      conversation.run();
      SqlException reason = ending.get();
      if (reason != null) {
        throw new FatalException(reason);
      }
    } finally {
      session = null;
      conversation.close();
    }
  }

  private void tellFatal(MessageWriter writer, SqlException error) {
    SqlException reason = ending.get();
    writer.abandon();
    new Reporting(writer).fatal(reason == null ? error : reason);
  }

  @Override
  public void terminate(SqlException reason) {
    if (ending.compareAndSet(null, reason)) {
      terminateSession();
      try {
        Transport open = transport;
        if (open == null) {
          channel.close();
        } else {
          // Whoever waits for a message finds the end, and then the reason.
          open.shutdownInput();
        }
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "client {0} was gone already: {1}", address, e.getMessage());
      }
    }
  }

  /** Cancels what runs, if the key is right; says nothing if it is not. */
  void cancel(int key) {
    byte[] given = ByteBuffer.allocate(Integer.BYTES).putInt(key).array();
    byte[] expected = ByteBuffer.allocate(Integer.BYTES).putInt(cancelKey).array();
    SqlSession open = session;
    if (open != null && MessageDigest.isEqual(given, expected)) {
      open.cancel();
    }
  }

  private void terminateSession() {
    SqlSession open = session;
    if (open != null) {
      open.terminate();
    }
  }

  /** Closes the socket: the thread ends without another word to the client. */
  void abort() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "closing a socket failed: {0}", e.getMessage());
    }
    terminateSession();
  }
}
