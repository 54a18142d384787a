package dev.instar.engine.txn;

import java.util.function.Consumer;

/** Keeps row versions from being removed, for somebody who is no transaction. Thread-safe. */
public final class XminHold implements AutoCloseable {
  private volatile long xmin;
  private final Consumer<XminHold> onClose;

  XminHold(long xmin, Consumer<XminHold> onClose) {
    this.xmin = xmin;
    this.onClose = onClose;
  }

  public long xmin() {
    return xmin;
  }

  /** Needs less than before. */
  public synchronized void advance(long to) {
    xmin = Math.max(xmin, to);
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
