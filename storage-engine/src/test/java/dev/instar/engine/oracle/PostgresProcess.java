package dev.instar.engine.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A real PostgreSQL: a postmaster on a data directory of its own. */
final class PostgresProcess implements ServerProcess {
  private static final int PORT_ATTEMPTS = 10;

  private final Path binaries;
  private final DataDirectory directory;
  private final Map<String, String> settings;
  private Postmaster postmaster;
  private int port;

  PostgresProcess(Path binaries, DataDirectory directory, Map<String, String> settings) {
    this.binaries = binaries;
    this.directory = directory;
    this.settings = new LinkedHashMap<>(settings);
  }

  @Override
  public int start() {
    try {
      for (int attempt = 1; attempt <= PORT_ATTEMPTS; attempt++) {
        if (attempt > 1 || port == 0) {
          port = freePort();
        }
        settings.put("port", Integer.toString(port));
        directory.writeSettings(settings);
        long logged = Files.exists(logFile()) ? Files.size(logFile()) : 0;
        postmaster = Postmaster.start(binaries, directory);
        if (postmaster.awaitReady()) {
          return port;
        }
        postmaster.awaitEnd();
        String log = Files.readString(logFile());
        String said = log.substring((int) Math.min(logged, log.length()));
        if (!said.contains("could not create any TCP/IP sockets")) {
          throw new IllegalStateException("PostgreSQL did not start:\n" + said);
        }
      }
      throw new IllegalStateException("no free port found in " + PORT_ATTEMPTS + " attempts");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public boolean isRunning() {
    return postmaster != null && postmaster.isRunning();
  }

  @Override
  public void end(Ending ending) {
    if (postmaster == null) {
      return;
    }
    try {
      // A frozen server would keep the signal for later.
      postmaster.signalAll("CONT");
      postmaster.signal(ending.signal());
      postmaster.awaitEnd();
      postmaster = null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void freeze() {
    signalAll("STOP");
  }

  @Override
  public void thaw() {
    signalAll("CONT");
  }

  private void signalAll(String signal) {
    try {
      postmaster.signalAll(signal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public long pid() {
    return postmaster.pid();
  }

  @Override
  public Path logFile() {
    return directory.log();
  }

  @Override
  public ServerProcess standby(Map<String, String> more) {
    try {
      DataDirectory copy = directory.copy();
      copy.signalStandby();
      Map<String, String> own = new LinkedHashMap<>(settings);
      own.putAll(more);
      return new PostgresProcess(binaries, copy, own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  @Override
  public void delete() {
    try {
      directory.delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for PostgreSQL", e);
  }
}
