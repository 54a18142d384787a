package dev.instar.engine.txn;

/** A row version with a number in it. */
final class Version implements VersionStamps {
  final int value;
  private final long createdBy;
  private final int createdCommand;
  private long deletedBy;
  private int deletedCommand;

  Version(int value, long createdBy, int createdCommand) {
    this.value = value;
    this.createdBy = createdBy;
    this.createdCommand = createdCommand;
  }

  Version deleted(long by, int command) {
    deletedBy = by;
    deletedCommand = command;
    return this;
  }

  @Override
  public long createdBy() {
    return createdBy;
  }

  @Override
  public int createdCommand() {
    return createdCommand;
  }

  @Override
  public long deletedBy() {
    return deletedBy;
  }

  @Override
  public int deletedCommand() {
    return deletedCommand;
  }

  @Override
  public String toString() {
    return value + " (" + createdBy + "," + deletedBy + ")";
  }
}
