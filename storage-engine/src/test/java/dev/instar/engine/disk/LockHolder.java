package dev.instar.engine.disk;

import java.io.IOException;
import java.nio.file.Path;

/** A process of its own that takes a directory, says so, and keeps it until it is killed. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] arguments) throws IOException {
    DiskLock lock = new RealDisk(Path.of(arguments[0])).lock("lock");
    System.out.println("locked " + lock.getClass().getSimpleName());
    System.out.flush();
    while (System.in.read() >= 0) {
      // Until the test is done with it.
    }
  }
}
