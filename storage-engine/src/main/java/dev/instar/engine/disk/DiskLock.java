package dev.instar.engine.disk;

/** A directory that is taken; {@link #close} lets go of it, and may be called twice. */
public interface DiskLock extends AutoCloseable {
  @Override
  void close();
}
