package dev.instar.engine.txn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table in {@link Visibility}, line by line, with subtransactions beside. */
class VisibilityTest {
  private final Database database = new Database();
  private final Transaction reader = database.begin(IsolationLevel.REPEATABLE_READ);
  private long committed;
  private long committedSub;
  private long rolledBack;
  private long open;
  private long openSub;
  private long later;
  private long laterSub;
  private long selfSub;
  private long selfUndone;
  private Visibility visibility;

  @BeforeEach
  void transactionsOfEveryKind() {
    Transaction before = database.begin();
    committed = before.xid();
    before.savepoint("a");
    committedSub = before.xid();
    before.release("a");
    database.commit(before);
    Transaction undone = database.begin();
    rolledBack = undone.xid();
    database.transactions.rollback(undone);
    Transaction running = database.begin();
    open = running.xid();
    running.savepoint("a");
    openSub = running.xid();
    Transaction during = database.begin();
    later = during.xid();
    during.savepoint("a");
    laterSub = during.xid();
    reader.xid();
    reader.savepoint("s");
    selfUndone = reader.xid();
    reader.rollbackTo("s");
    selfSub = reader.xid();
    // A transaction that ends after all of these have begun: its snapshot must name them.
    Transaction last = database.begin();
    last.xid();
    database.commit(last);
    visibility = reader.beginStatement();
    database.commit(during);
  }

  @ParameterizedTest
  @CsvSource({
    // created by, in command, deleted by, in command, seen
    "open, 0, nobody, 0, false",
    "openSub, 0, nobody, 0, false",
    "later, 0, nobody, 0, false",
    "laterSub, 0, nobody, 0, false",
    "rolledBack, 0, nobody, 0, false",
    "selfUndone, 0, nobody, 0, false",
    "committed, 0, nobody, 0, true",
    "committedSub, 9, nobody, 0, true",
    "frozen, 0, nobody, 0, true",
    "committed, 0, open, 0, true",
    "committed, 0, openSub, 0, true",
    "committed, 0, later, 0, true",
    "committed, 0, laterSub, 0, true",
    "committed, 0, rolledBack, 0, true",
    "committed, 0, selfUndone, 0, true",
    "committed, 0, committed, 1, false",
    "committed, 0, committedSub, 0, false",
    "committed, 0, self, 1, true",
    "committed, 0, self, 0, false",
    "committed, 0, selfSub, 0, false",
    "self, 1, nobody, 0, false",
    "self, 0, nobody, 0, true",
    "selfSub, 0, nobody, 0, true",
    "selfSub, 0, selfUndone, 0, true",
    "self, 0, selfSub, 0, false",
    "self, 0, self, 1, true",
  })
  void seen(String created, int createdCommand, String deleted, int deletedCommand, boolean seen) {
    Version version = new Version(0, xid(created), createdCommand);
    version.deleted(xid(deleted), deletedCommand);
    assertThat(visibility.sees(version)).isEqualTo(seen);
  }

  private long xid(String name) {
    return switch (name) {
      case "nobody" -> TransactionIds.NONE;
      case "frozen" -> TransactionIds.FROZEN;
      case "self" -> reader.topXid();
      case "selfSub" -> selfSub;
      case "selfUndone" -> selfUndone;
      case "open" -> open;
      case "openSub" -> openSub;
      case "later" -> later;
      case "laterSub" -> laterSub;
      case "rolledBack" -> rolledBack;
      case "committed" -> committed;
      case "committedSub" -> committedSub;
      default -> throw new IllegalArgumentException(name);
    };
  }
}
