package dev.instar.engine.logical;

import dev.instar.engine.changelog.CommitDetails;
import dev.instar.engine.disk.Disk;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.LockManager;
import dev.instar.engine.statement.Changelog;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.Store;
import dev.instar.engine.txn.Transactions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The changelog of a store: its slots, and who reads them. Thread-safe. */
public final class LogicalChangelog implements Changelog, AutoCloseable {
  /** As the setting max_replication_slots says. */
  public static final int DEFAULT_SLOTS_MAX = 20;

  /** The one output plugin there is. */
  static final String PLUGIN = "pgoutput";

  private final Store store;
  private final Transactions transactions;
  private final Origins origins;
  private final Slots slots;
  private final SlotCreation creation;
  private final SnapshotExports exports;
  private final ChangelogFunctions functions;
  private final Set<WalSender> senders = ConcurrentHashMap.newKeySet();

  private LogicalChangelog(
      Disk disk, Store store, LockManager locks, Transactions transactions, int slotsMax) {
    this.store = store;
    this.transactions = transactions;
    SlotFile file = new SlotFile(disk);
    SlotFile.Content content = file.read();
    this.origins = new Origins(content.origins());
    this.slots = new Slots(file, content.slots(), store.log(), transactions, origins, slotsMax);
    this.creation = new SlotCreation(store, transactions, locks);
    this.exports = new SnapshotExports(transactions);
    this.functions = new ChangelogFunctions(this);
  }

  /**
   * Opens it with the slots there are: directly after the store, before anything is changed,
   * vacuumed or written as a checkpoint, as slots hold log and rows from here on.
   *
   * @param disk the directory of the store
   * @throws SqlException XX001 if the slots cannot be read
   */
  public static LogicalChangelog open(
      Disk disk, Store store, LockManager locks, Transactions transactions, int slotsMax) {
    return new LogicalChangelog(disk, store, locks, transactions, slotsMax);
  }

  Store store() {
    return store;
  }

  Transactions transactions() {
    return transactions;
  }

  Slots slotTable() {
    return slots;
  }

  SlotCreation creation() {
    return creation;
  }

  Origins replicationOrigins() {
    return origins;
  }

  /** Snapshots that sessions offer to each other. */
  public SnapshotExports exports() {
    return exports;
  }

  void started(WalSender sender) {
    senders.add(sender);
  }

  void ended(WalSender sender) {
    senders.remove(sender);
  }

  @Override
  public List<Changelog.Slot> slots() {
    return slots.views();
  }

  @Override
  public List<Changelog.Sender> senders() {
    return senders.stream()
        .map(sender -> sender.state().view())
        .sorted(Comparator.comparingInt(Changelog.Sender::processId))
        .toList();
  }

  @Override
  public List<Origin> origins() {
    return origins.byNumber().entrySet().stream()
        .map(entry -> new Origin(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public byte[] commitDetails(int processId) {
    return CommitDetails.now(origins.of(processId)).encode();
  }

  @Override
  public void sessionFailed(int processId) {
    slots.sessionFailed(processId);
  }

  @Override
  public void sessionEnded(int processId) {
    slots.sessionEnded(processId);
    origins.sessionEnded(processId);
    exports.withdraw(processId);
  }

  @Override
  public void databaseDropped(int database) {
    slots.databaseDropped(database);
  }

  @Override
  public boolean hasFunction(String function) {
    return functions.knows(function);
  }

  @Override
  public Object call(String function, Object[] arguments, StatementContext context) {
    return functions.call(function, arguments, context);
  }

  /** Saves where slots stand; before the store is closed. */
  @Override
  public void close() {
    slots.close();
  }
}
