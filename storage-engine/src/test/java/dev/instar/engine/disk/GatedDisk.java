package dev.instar.engine.disk;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Semaphore;

/** A disk whose forces wait until a test lets them through, or fail. */
public final class GatedDisk implements Disk {
  private final SimulatedDisk disk = new SimulatedDisk();
  private final Semaphore gate = new Semaphore(0);
  private final Semaphore arrivals = new Semaphore(0);
  private volatile boolean closed;
  private volatile boolean failing;
  private volatile boolean exhausting;
  private volatile int gatedForces;

  public void closeGate() {
    closed = true;
  }

  public void openGate() {
    closed = false;
    failing = false;
    exhausting = false;
  }

  public void failForces() {
    failing = true;
  }

  /** As if there were no memory for it. */
  public void exhaustMemoryInForces() {
    exhausting = true;
  }

  public void awaitForceUnderWay() {
    arrivals.acquireUninterruptibly();
  }

  public void letOneForceThrough() {
    gate.release();
  }

  /** How many forces came to the closed gate; they come one at a time. */
  public int gatedForces() {
    return gatedForces;
  }

  private void pass() {
    if (failing) {
      throw new SqlException(SqlState.IO_ERROR, "could not fsync file");
    }
    if (exhausting) {
      throw new OutOfMemoryError("for this test");
    }
    if (closed) {
      synchronized (this) {
        gatedForces = gatedForces + 1;
      }
      arrivals.release();
      gate.acquireUninterruptibly();
    }
  }

  @Override
  public DiskFile open(String name) {
    return new GatedFile(disk.open(name));
  }

  @Override
  public boolean exists(String name) {
    return disk.exists(name);
  }

  @Override
  public List<String> list() {
    return disk.list();
  }

  @Override
  public void rename(String from, String to) {
    disk.rename(from, to);
  }

  @Override
  public void delete(String name) {
    disk.delete(name);
  }

  @Override
  public void syncDirectory() {
    disk.syncDirectory();
  }

  @Override
  public DiskLock lock(String name) {
    return disk.lock(name);
  }

  private final class GatedFile implements DiskFile {
    private final DiskFile file;

    private GatedFile(DiskFile file) {
      this.file = file;
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public int read(ByteBuffer target, long position) {
      return file.read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) {
      file.write(source, position);
    }

    @Override
    public void truncate(long size) {
      file.truncate(size);
    }

    @Override
    public void force() {
      pass();
      file.force();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
