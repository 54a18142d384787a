package dev.instar.cli.serve;

import dev.instar.cli.connect.Passwords;
import dev.instar.cli.shell.Shell;
import dev.instar.engine.BundledDatabase;
import dev.instar.engine.BundledDatabaseBuilder;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.wire.TlsKey;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Serves a data directory until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serve a database of its own, which any PostgreSQL client can connect to.",
    footer = {
      "",
      "The database and its first user are called instar. The user's password is",
      "that of --password-file or INSTAR_PASSWORD; a directory that has been served",
      "before keeps its own if none is given. Stop it with Ctrl-C or SIGTERM.",
      "",
      "Example:",
      "  INSTAR_PASSWORD=secret instar serve --data ./data --port 5433",
      "  psql postgresql://instar@localhost:5433/instar"
    })
public final class ServeCommand implements Callable<Integer> {
  private static final int DEFAULT_PORT = 5433;
  private static final int PORT_MAX = 65_535;

  private final Shell shell;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIRECTORY",
      description = "Where the data is; made if it is not there.")
  private Path data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port to listen on; 0 for any that is free. Default: 5433.")
  private int port = DEFAULT_PORT;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on. Default: 127.0.0.1, this machine only.")
  private String host = "127.0.0.1";

  @Option(
      names = "--max-connections",
      paramLabel = "COUNT",
      description = "How many clients at a time. Default: 200.")
  private int maxConnections = 200;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = "A file whose first line is the password of the user instar.")
  private Optional<Path> passwordFile = Optional.empty();

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "A certificate chain in PEM form: clients may encrypt.")
  private Optional<Path> tlsCertificate = Optional.empty();

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The certificate's private key in PEM form.")
  private Optional<Path> tlsKey = Optional.empty();

  @Option(
      names = "--without-tls",
      description = "Listen beyond this machine although what is sent can be read on the way.")
  private boolean withoutTls;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting for all sessions, such as synchronous_commit=off.")
  private Map<String, String> settings = new LinkedHashMap<>();

  public ServeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > PORT_MAX) {
      throw usage("--port must be between 0 and " + PORT_MAX, "Leave it out for 5433.");
    }
    if (maxConnections < 1) {
      throw usage("--max-connections must be at least 1", "Leave it out for 200.");
    }
    InetAddress address = address();
    boolean tls = tlsCertificate.isPresent() && tlsKey.isPresent();
    if (tlsCertificate.isPresent() != tlsKey.isPresent()) {
      throw usage("--tls-certificate and --tls-key belong together", "Give both, or none.");
    }
    if (!address.isLoopbackAddress() && !tls && !withoutTls) {
      throw usage(
          "whatever is sent to " + host + " could be read on the way",
          "Give --tls-certificate and --tls-key, or say --without-tls.");
    }
    BundledDatabaseBuilder builder =
        BundledDatabase.builder().host(address).port(port).maxConnections(maxConnections);
    settings.forEach(builder::setting);
    Optional<String> password = Passwords.given(passwordFile, shell);
    if (password.isEmpty() && !BundledDatabase.isIn(data)) {
      throw noPassword();
    }
    builder.keepPassword(password);
    if (tls) {
      builder.tls(context());
    }
    try (ServedDatabase served = ServedDatabase.open(builder, data, shell.output())) {
      served.awaitStop();
      return 0;
    } catch (SqlException e) {
      throw cannotOpen(e);
    } catch (IllegalStateException e) {
      throw noPassword();
    } catch (UncheckedIOException e) {
      throw new MigrationException(
          ErrorCode.USAGE,
          "cannot listen on " + host + ":" + port + ": " + e.getCause().getMessage(),
          "Give another --port.",
          e);
    }
  }

  private SSLContext context() {
    try {
      return TlsKey.read(tlsCertificate.orElseThrow(), tlsKey.orElseThrow());
    } catch (IOException | GeneralSecurityException e) {
      throw new MigrationException(
          ErrorCode.USAGE,
          "the certificate or its key cannot be read: " + e.getMessage(),
          "Check --tls-certificate and --tls-key.",
          e);
    }
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw usage("there is no host " + host, "Check --host.");
    }
  }

  private static MigrationException cannotOpen(SqlException error) {
    String detail = error.field(SqlException.Field.DETAIL).map(text -> ". " + text).orElse("");
    String hint = error.field(SqlException.Field.HINT).orElse("");
    return switch (error.state()) {
      case UNDEFINED_OBJECT,
          INVALID_PARAMETER_VALUE,
          CANT_CHANGE_RUNTIME_PARAM,
          FEATURE_NOT_SUPPORTED ->
          new MigrationException(
              ErrorCode.USAGE, error.getMessage() + detail, "Check --set.", error);
      case OBJECT_IN_USE ->
          new MigrationException(
              ErrorCode.DATA_DIRECTORY,
              error.getMessage() + detail,
              "Stop the other process, or give another --data.",
              error);
      default ->
          new MigrationException(
              ErrorCode.DATA_DIRECTORY, error.getMessage() + detail, hint, error);
    };
  }

  private static MigrationException noPassword() {
    return usage(
        "the user instar has no password, and nobody is let in without one",
        "Set INSTAR_PASSWORD, or give --password-file.");
  }

  private static MigrationException usage(String message, String advice) {
    return new MigrationException(ErrorCode.USAGE, message, advice);
  }
}
