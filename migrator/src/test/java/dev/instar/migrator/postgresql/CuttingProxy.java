package dev.instar.migrator.postgresql;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between clients and a PostgreSQL server, and cuts a connection at one of its requests: all
 * that a client sends up to the next Sync, or one simple query. Which requests is the {@link
 * Cutter}'s to say. Everything else passes unchanged.
 *
 * <p>Source of the format: PostgreSQL's documentation, chapter "Frontend/Backend Protocol".
 */
public final class CuttingProxy implements AutoCloseable {
  private static final int SSL_REQUEST = 80_877_103;
  private static final int CANCEL_REQUEST = 80_877_102;

  /** Where the line breaks. */
  public enum Cut {
    /** Nowhere. */
    NONE,
    /** The server never sees the request. */
    BEFORE,
    /** The server carries it out; the client never hears of it. */
    AFTER,
    /** The client is cut off at once; the server sees the request when it is delivered. */
    LATE
  }

  /**
   * What a client asks for.
   *
   * @param session its application_name, and so the last word the purpose of one of Instar's
   *     sessions
   * @param commits whether it is a COMMIT
   * @param transaction the texts of the statements since the last COMMIT or ROLLBACK, its own among
   *     them
   * @param parameters the values that they are sent with as text
   */
  public record Request(
      String session, boolean commits, List<String> transaction, List<String> parameters) {
    /** Whether one of Instar's sessions for that purpose sends it. */
    public boolean of(String purpose) {
      return purpose().equals(purpose);
    }

    /** The last word of its name: what one of Instar's sessions is for. */
    public String purpose() {
      return session.substring(session.lastIndexOf(' ') + 1);
    }

    /** Whether a statement of its transaction contains that text. */
    public boolean afterStatement(String text) {
      return transaction.stream().anyMatch(statement -> statement.contains(text));
    }
  }

  /** Decides about every request, in one order over all connections. */
  @FunctionalInterface
  public interface Cutter {
    Cut at(Request request);
  }

  private final ServerSocket listener;
  private final int serverPort;
  private final boolean anonymous;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final CountDownLatch cutOff = new CountDownLatch(1);
  private final CountDownLatch delivery = new CountDownLatch(1);
  private final CountDownLatch landed = new CountDownLatch(1);

  /** Guarded by this. */
  private Cutter cutter = request -> Cut.NONE;

  public CuttingProxy(int serverPort) throws IOException {
    this(serverPort, false);
  }

  /**
   * @param anonymous whether the server hears another application_name than the client gives, as
   *     behind a pooler
   */
  public CuttingProxy(int serverPort, boolean anonymous) throws IOException {
    this.serverPort = serverPort;
    this.anonymous = anonymous;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon("proxy", this::accept);
  }

  /** The URL with this proxy's port in place of the server's. */
  public String route(String jdbcUrl) {
    return jdbcUrl.replace(":" + serverPort + "/", ":" + listener.getLocalPort() + "/");
  }

  public synchronized void cut(Cutter changed) {
    cutter = changed;
  }

  /** Waits until a client was cut off for the first time. */
  public void awaitCut() throws InterruptedException {
    require(cutOff.await(1, TimeUnit.MINUTES), "nobody was cut off");
  }

  /** Lets the late request reach the server, and waits until that has answered it or is gone. */
  public void deliver() throws InterruptedException {
    delivery.countDown();
    require(landed.await(1, TimeUnit.MINUTES), "the late request was not carried out");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }

  private synchronized Cut decide(Request request) {
    return cutter.at(request);
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        open.add(client);
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        open.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Line line = new Line(client, server);
        daemon("proxy-requests", line::passRequests);
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private static void daemon(String name, Runnable loop) {
    Thread.ofPlatform().daemon().name(name).start(loop);
  }

  @Override
  public void close() throws IOException {
    delivery.countDown();
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** One client's connection. */
  private final class Line {
    private static final Pattern NAMING =
        Pattern.compile("SET application_name *= *'([^']*)'", Pattern.CASE_INSENSITIVE);

    private final Socket client;
    private final Socket server;
    private volatile boolean swallowing;

    // Owned by the thread that passes requests.
    private final Map<String, String> statements = new HashMap<>();
    private final List<String> transaction = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private String session = "";

    Line(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void passRequests() {
      try (client) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(server.getOutputStream()));
        if (!startUp(in, out)) {
          return;
        }
        daemon("proxy-answers", this::passAnswers);
        List<WireMessage> request = new ArrayList<>();
        while (true) {
          WireMessage message = WireMessage.read(in);
          request.add(message);
          boolean complete =
              switch (message.type()) {
                // Parse, Bind, Describe, Execute, Close: Sync follows.
                case 'P', 'B', 'D', 'E', 'C' -> false;
                default -> true;
              };
          if (complete) {
            if (!pass(request, out)) {
              return;
            }
            request.clear();
          }
        }
      } catch (IOException e) {
        // One side is gone; the other is closed below.
      } finally {
        if (!swallowing) {
          close(server);
        }
      }
    }

    /** Whether a session follows. */
    private boolean startUp(DataInputStream in, DataOutputStream out) throws IOException {
      while (true) {
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        int code = ByteBuffer.wrap(body).getInt();
        String text = new String(body, 4, body.length - 4, StandardCharsets.UTF_8);
        Matcher named = Pattern.compile("application_name\0([^\0]*)\0").matcher(text);
        if (named.find()) {
          session = named.group(1);
        }
        byte[] sent = disguised(body);
        out.writeInt(sent.length + 4);
        out.write(sent);
        out.flush();
        if (code == CANCEL_REQUEST) {
          return false;
        }
        if (code != SSL_REQUEST) {
          return true;
        }
        client.getOutputStream().write(server.getInputStream().read());
      }
    }

    /** Of the same length, so that nothing else changes. */
    private byte[] disguised(byte[] body) {
      String text = new String(body, StandardCharsets.ISO_8859_1);
      return anonymous && text.contains("application_name")
          ? text.replace("instar ", "pooled ").getBytes(StandardCharsets.ISO_8859_1)
          : body;
    }

    /** Whether the connection is whole afterwards. */
    private boolean pass(List<WireMessage> request, DataOutputStream out) throws IOException {
      Request described = describe(request);
      Cut cut =
          switch (request.getLast().type()) {
            case 'S', 'Q' -> decide(described);
            default -> Cut.NONE;
          };
      switch (cut) {
        case NONE -> {}
        case BEFORE -> {
          cutOff.countDown();
          return false;
        }
        case AFTER -> swallowing = true;
        case LATE -> {
          swallowing = true;
          client.close();
          cutOff.countDown();
          await(delivery);
        }
      }
      try {
        for (WireMessage message : request) {
          message.with(disguised(message.body())).write(out);
        }
        out.flush();
      } catch (IOException e) {
        gone();
        throw e;
      }
      return cut == Cut.NONE;
    }

    private Request describe(List<WireMessage> request) {
      boolean commits = false;
      boolean ends = false;
      for (WireMessage message : request) {
        switch (message.type()) {
          case 'P' -> statements.put(message.string(0), message.string(1));
          case 'B', 'Q' -> {
            String text =
                message.type() == 'Q'
                    ? message.string(0)
                    : statements.getOrDefault(message.string(1), "");
            transaction.add(text);
            if (message.type() == 'B') {
              parameters.addAll(message.parameters());
            }
            commits |= text.equalsIgnoreCase("COMMIT");
            ends |= commits || text.equalsIgnoreCase("ROLLBACK");
            Matcher naming = NAMING.matcher(text);
            if (naming.find()) {
              session = naming.group(1);
            }
          }
          default -> {
            // Tells nothing of what is asked.
          }
        }
      }
      Request described =
          new Request(session, commits, List.copyOf(transaction), List.copyOf(parameters));
      if (ends) {
        transaction.clear();
        parameters.clear();
      }
      return described;
    }

    private void passAnswers() {
      try (client;
          server) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(server.getInputStream()));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(client.getOutputStream()));
        while (true) {
          WireMessage message = WireMessage.read(in);
          if (!swallowing) {
            message.write(out);
            if (in.available() == 0) {
              out.flush();
            }
          } else if (message.type() == 'Z') {
            return;
          }
        }
      } catch (IOException e) {
        // As above.
      } finally {
        if (swallowing) {
          gone();
        }
      }
    }

    /** The request was carried out, or will never be. */
    private void gone() {
      landed.countDown();
      cutOff.countDown();
    }

    private void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void close(Socket socket) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed already.
      }
    }
  }
}
