package dev.instar.engine.session;

import dev.instar.engine.disk.SimulatedDisk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.type.Bytes;
import dev.instar.engine.wire.SqlSession.TransactionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random transactions of several sessions, one statement after the other in one thread:
 * definitions, savepoints, sequences, indexes, rewrites, foreign keys, a replication slot. The same
 * seed makes the same statements, and the same answers, until the disk is gone. A statement that
 * would wait for another session is refused at once.
 */
final class SqlWorkload {
  static final String PUBLICATION = "p";
  static final String SLOT = "s";
  private static final int SESSIONS = 3;

  /** What is told of each statement. */
  interface Watcher {
    /**
     * A statement has been answered, with an error or without.
     *
     * @param waited whether it may have made something last that the client may rely on
     */
    void answered(int step, String sql, String answer, boolean waited);
  }

  private final Random random;
  private final boolean mayNotWait;
  private final List<Worker> workers = new ArrayList<>();

  /** What the slot has handed out: messages in their order. */
  final List<Integer> delivered = new ArrayList<>();

  /** Messages of transactions whose commit was answered, in their order. */
  final List<Integer> committed = new ArrayList<>();

  /** The message of a commit that was not answered; 0 for none. */
  int doubtful;

  /** Whether the slot was being read, and what it would have handed out is lost with the answer. */
  boolean readingSlot;

  /** The largest value of the sequence that a transaction was given that then committed. */
  long given;

  private int messages;
  private int step;

  /** A session and what is open in it. */
  private static final class Worker {
    final DirectClient client;
    boolean waits = true;
    long given;

    Worker(DirectClient client) {
      this.client = client;
    }
  }

  SqlWorkload(long seed, boolean mayNotWait) {
    random = new Random(seed);
    this.mayNotWait = mayNotWait;
  }

  boolean mayNotWait() {
    return mayNotWait;
  }

  /** What is there before the first step. */
  static void setUp(DirectClient client) {
    client.run("CREATE SEQUENCE numbers");
    for (int i = 0; i < 3; i++) {
      client.run(create("t" + i));
      client.run(
          "INSERT INTO t%d SELECT g, g %% 7, 'row ' || g FROM generate_series(1, 30) g"
              .formatted(i));
    }
    client.run("CREATE INDEX t0_v ON t0 (v)");
    client.run("CREATE PUBLICATION " + PUBLICATION + " FOR ALL TABLES");
    client.run("SELECT pg_create_logical_replication_slot('" + SLOT + "', 'pgoutput')");
  }

  private static String create(String table) {
    return "CREATE TABLE " + table + " (id integer PRIMARY KEY, v integer, s text, r integer)";
  }

  void run(Engine engine, SimulatedDisk disk, int steps, Watcher watcher) {
    for (int i = 0; i < SESSIONS; i++) {
      DirectClient client = new DirectClient(engine, "instar", "instar");
      client.run("SET lock_timeout = '1ms'");
      workers.add(new Worker(client));
    }
    for (step = 0; step < steps && !disk.hasCrashed(); step++) {
      step(workers.get(random.nextInt(SESSIONS)), disk, watcher);
    }
    for (Worker worker : workers) {
      if (worker.client.status() != TransactionStatus.IDLE && !disk.hasCrashed()) {
        execute(worker, "ROLLBACK", disk, watcher);
        step++;
      }
    }
  }

  private void step(Worker worker, SimulatedDisk disk, Watcher watcher) {
    switch (worker.client.status()) {
      case FAILED ->
          execute(worker, random.nextBoolean() ? "ROLLBACK TO a" : "ROLLBACK", disk, watcher);
      case IDLE -> {
        worker.waits = true;
        switch (random.nextInt(10)) {
          case 0 -> execute(worker, SqlStatements.alone(random), disk, watcher);
          case 1 -> readSlot(worker, disk, watcher);
          case 2, 3 -> execute(worker, SqlStatements.any(random), disk, watcher);
          default -> {
            execute(worker, begin(), disk, watcher);
            worker.given = 0;
            if (mayNotWait && random.nextInt(3) > 0 && !disk.hasCrashed()) {
              worker.waits = false;
              step++;
              execute(worker, "SET LOCAL synchronous_commit = off", disk, watcher);
            }
          }
        }
      }
      case IN_BLOCK -> {
        switch (random.nextInt(12)) {
          case 0 -> execute(worker, "SAVEPOINT a", disk, watcher);
          case 1 -> execute(worker, "ROLLBACK TO a", disk, watcher);
          case 2 -> execute(worker, "RELEASE a", disk, watcher);
          case 3 -> execute(worker, "ROLLBACK", disk, watcher);
          case 4 -> number(worker, disk, watcher);
          case 5, 6 -> commit(worker, disk, watcher);
          default -> execute(worker, SqlStatements.any(random), disk, watcher);
        }
      }
    }
  }

  private String begin() {
    return switch (random.nextInt(6)) {
      case 0 -> "BEGIN ISOLATION LEVEL SERIALIZABLE";
      case 1 -> "BEGIN ISOLATION LEVEL REPEATABLE READ";
      default -> "BEGIN";
    };
  }

  private void number(Worker worker, SimulatedDisk disk, Watcher watcher) {
    List<List<Object>> rows =
        execute(
            worker,
            "SELECT nextval('numbers') FROM generate_series(1, %d)"
                .formatted(1 + random.nextInt(20)),
            disk,
            watcher);
    if (rows != null) {
      worker.given = (Long) rows.getLast().getFirst();
    }
  }

  /** The message is the last thing in the transaction: whatever commits has it. */
  private void commit(Worker worker, SimulatedDisk disk, Watcher watcher) {
    int message = ++messages;
    String emit = "SELECT pg_logical_emit_message(true, 'm', '" + message + "')";
    if (execute(worker, emit, disk, watcher) == null || disk.hasCrashed()) {
      return;
    }
    step++;
    doubtful = message;
    boolean answered = execute(worker, "COMMIT", disk, watcher) != null;
    if (!disk.hasCrashed()) {
      doubtful = 0;
      if (answered) {
        committed.add(message);
        if (worker.waits) {
          given = Math.max(given, worker.given);
        }
      }
    }
  }

  private void readSlot(Worker worker, SimulatedDisk disk, Watcher watcher) {
    readingSlot = true;
    List<List<Object>> rows = execute(worker, CHANGES, disk, watcher);
    if (!disk.hasCrashed()) {
      readingSlot = false;
      delivered.addAll(messages(rows));
    }
  }

  /** Reads the slot, and moves it on. */
  static final String CHANGES =
      "SELECT data FROM pg_logical_slot_get_binary_changes('%s', NULL, NULL, 'proto_version', '1',"
              .formatted(SLOT)
          + " 'publication_names', '%s', 'messages', 'true')".formatted(PUBLICATION);

  /** The numbers in pgoutput's logical messages: {@code M flags:u8 lsn:u64 prefix 0 length:u32}. */
  static List<Integer> messages(List<List<Object>> rows) {
    List<Integer> found = new ArrayList<>();
    for (List<Object> row : rows) {
      byte[] bytes = ((Bytes) row.getFirst()).array();
      if (bytes[0] == 'M') {
        int begin = 1 + 1 + 8 + 2 + 4;
        found.add(
            Integer.parseInt(
                new String(
                    bytes, begin, bytes.length - begin, java.nio.charset.StandardCharsets.UTF_8)));
      }
    }
    return found;
  }

  /** The rows; null if it was refused, or the disk is gone. */
  private List<List<Object>> execute(
      Worker worker, String sql, SimulatedDisk disk, Watcher watcher) {
    List<List<Object>> rows = null;
    String answer = "done";
    try {
      rows = worker.client.run(sql);
    } catch (SqlException e) {
      answer = e.state().code() + " " + e.getMessage();
    } catch (SimulatedDisk.Crash e) {
      answer = "crash";
    } catch (RuntimeException e) {
      if (!disk.hasCrashed()) {
        throw new AssertionError("step " + step + ": " + sql, e);
      }
    }
    if (disk.hasCrashed()) {
      return null;
    }
    watcher.answered(step, sql, answer, worker.waits);
    return rows;
  }
}
