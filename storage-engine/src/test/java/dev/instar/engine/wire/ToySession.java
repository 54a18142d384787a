package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.TextFormat;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A session as the protocol sees one: transaction blocks that fail, an implicit transaction, a
 * table {@code t (a int4, b text)} that rolls back, errors, notices, sleep.
 */
final class ToySession implements SqlSession {
  private final ToyDatabase database;
  private final Client client;
  private final SessionRequest request;

  List<Object[]> rows = new ArrayList<>();
  private List<Object[]> rowsBefore = rows;
  private final Map<String, List<Object[]>> savepoints = new LinkedHashMap<>();
  private TransactionStatus status = TransactionStatus.IDLE;
  private boolean failsAtCommit;

  private final Map<String, String> parameters = new LinkedHashMap<>();
  private Map<String, String> changed = new LinkedHashMap<>();
  private List<SqlException> notices = new ArrayList<>();
  private final Semaphore cancelled = new Semaphore(0);
  private final AtomicInteger cancels = new AtomicInteger();
  private volatile boolean running;

  ToySession(ToyDatabase database, SessionRequest request, Client client) {
    this.database = database;
    this.request = request;
    this.client = client;
    set("server_version", "17.11");
    set("server_encoding", "UTF8");
    set("client_encoding", "UTF8");
    set("DateStyle", "ISO, MDY");
    set("integer_datetimes", "on");
    set("standard_conforming_strings", "on");
    set("TimeZone", "UTC");
    set("application_name", "");
    request.settings().forEach(this::set);
  }

  SessionRequest request() {
    return request;
  }

  Client client() {
    return client;
  }

  void set(String name, String value) {
    parameters.put(name.toLowerCase(Locale.ROOT), value);
    changed.put(name, value);
  }

  String parameter(String name) {
    return parameters.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  @Override
  public List<String> split(String script) {
    List<String> statements = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i <= script.length(); i++) {
      if (i < script.length() && (script.charAt(i) == '\'' || script.charAt(i) == '$')) {
        quoted ^= script.charAt(i) == '\'' || script.startsWith("$$", i);
      }
      if (i == script.length() || (script.charAt(i) == ';' && !quoted)) {
        String statement = script.substring(start, i).strip();
        if (!statement.isEmpty()) {
          statements.add(statement);
        }
        start = i + 1;
      }
    }
    for (String statement : statements) {
      ToyStatement.parse(statement, new int[0]);
    }
    return statements;
  }

  @Override
  public Prepared prepare(String statement, int[] parameterTypes) {
    ToyStatement parsed = ToyStatement.parse(statement.replaceFirst(";\\s*$", ""), parameterTypes);
    refuseIfFailed(parsed);
    return parsed;
  }

  @Override
  public Portal bind(Prepared statement, Object[] values) {
    ToyStatement parsed = (ToyStatement) statement;
    refuseIfFailed(parsed);
    if (parsed.kind() == ToyStatement.Kind.SELECT && parsed.text().contains("1/0")) {
      // As PostgreSQL's planner, which computes constants.
      throw new SqlException(SqlState.DIVISION_BY_ZERO, "division by zero");
    }
    return new ToyPortal(this, parsed, values);
  }

  void refuseIfFailed(ToyStatement statement) {
    boolean ends =
        switch (statement.kind()) {
          case COMMIT, ROLLBACK, ROLLBACK_TO -> true;
          default -> false;
        };
    if (status == TransactionStatus.FAILED && !ends) {
      throw BindMessage.transactionFailed();
    }
  }

  @Override
  public void begin() {
    if (status == TransactionStatus.IDLE) {
      rowsBefore = new ArrayList<>(rows);
    }
  }

  @Override
  public void sync(boolean failed) {
    if (status == TransactionStatus.IDLE) {
      if (failed) {
        rows = rowsBefore;
      } else if (failsAtCommit) {
        failsAtCommit = false;
        rows = rowsBefore;
        throw new SqlException(SqlState.FOREIGN_KEY_VIOLATION, "a deferred check failed");
      }
      rowsBefore = new ArrayList<>(rows);
    } else if (failed) {
      status = TransactionStatus.FAILED;
    }
  }

  /** Runs what is about transactions and settings; the tag. */
  String command(ToyStatement statement) {
    return switch (statement.kind()) {
      case BEGIN -> {
        status = TransactionStatus.IN_BLOCK;
        yield "BEGIN";
      }
      case COMMIT -> {
        boolean failed = status == TransactionStatus.FAILED;
        if (status == TransactionStatus.IDLE) {
          notice(SqlState.NO_ACTIVE_SQL_TRANSACTION, "there is no transaction in progress");
        }
        end(failed);
        yield failed ? "ROLLBACK" : "COMMIT";
      }
      case ROLLBACK -> {
        end(true);
        yield "ROLLBACK";
      }
      case SAVEPOINT -> {
        savepoints.put(lastWord(statement), new ArrayList<>(rows));
        yield "SAVEPOINT";
      }
      case RELEASE -> "RELEASE";
      case ROLLBACK_TO -> {
        rows = new ArrayList<>(savepoints.get(lastWord(statement)));
        status = TransactionStatus.IN_BLOCK;
        yield "ROLLBACK";
      }
      case SET -> {
        String[] words = statement.text().split("[\\s=']+");
        set(words[1], words.length > 2 ? words[words.length - 1] : "");
        yield "SET";
      }
      case NOTICE -> {
        notice(SqlState.DUPLICATE_TABLE, "a word");
        yield "DO";
      }
      case DISCARD_ALL -> "DISCARD ALL";
      case DEALLOCATE_ALL -> "DEALLOCATE ALL";
      case CREATE -> "CREATE TABLE";
      case DEFERRED -> {
        failsAtCommit = true;
        yield "DEFER";
      }
      default -> throw new IllegalStateException(statement.text());
    };
  }

  private static String lastWord(ToyStatement statement) {
    return statement.text().replaceFirst("(?s).*\\s", "");
  }

  private void notice(SqlState state, String text) {
    notices.add(new SqlException(state, text));
  }

  private void end(boolean rollback) {
    if (rollback) {
      rows = rowsBefore;
    }
    rowsBefore = new ArrayList<>(rows);
    savepoints.clear();
    status = TransactionStatus.IDLE;
  }

  /** Sleeps until cancelled. */
  void sleep() {
    running = true;
    database.sleeping.countDown();
    cancelled.acquireUninterruptibly();
    running = false;
    throw new SqlException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
  }

  @Override
  public TransactionStatus status() {
    return status;
  }

  @Override
  public TextFormat format() {
    return new TextFormat(ZoneOffset.UTC, "MDY", 1, true);
  }

  @Override
  public Map<String, String> changedParameters() {
    if (changed.isEmpty()) {
      return Map.of();
    }
    Map<String, String> all = changed;
    changed = new LinkedHashMap<>();
    return all;
  }

  @Override
  public List<SqlException> notices() {
    if (notices.isEmpty()) {
      return List.of();
    }
    List<SqlException> all = notices;
    notices = new ArrayList<>();
    return all;
  }

  /** How often somebody cancelled. */
  int cancels() {
    return cancels.get();
  }

  @Override
  public void cancel() {
    cancels.incrementAndGet();
    if (running) {
      cancelled.release();
    }
  }

  @Override
  public void terminate() {
    cancel();
  }

  @Override
  public void close() {
    database.closed(client);
  }
}
