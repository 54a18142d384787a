package dev.instar.cli.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A file descriptor of the process. A PrintStream keeps a write error to itself, and the JVM
 * ignores SIGPIPE: a reader that has seen enough ({@code | head}) disturbs nobody. Any other error
 * is kept, because a plan that was cut off by a full disk must not look like a whole one.
 */
final class Descriptor extends OutputStream {
  private final FileOutputStream stream;
  private volatile String failure;

  private Descriptor(FileDescriptor descriptor) {
    this.stream = new FileOutputStream(descriptor);
  }

  /** One that prints in UTF-8. */
  static Printer printer(FileDescriptor descriptor) {
    return new Printer(new Descriptor(descriptor));
  }

  /** The stream that is printed to. */
  static final class Printer extends PrintStream {
    private final Descriptor descriptor;

    private Printer(Descriptor descriptor) {
      super(descriptor, true, StandardCharsets.UTF_8);
      this.descriptor = descriptor;
    }

    /** Why something could not be written, if that matters to anybody. */
    Optional<String> failure() {
      return Optional.ofNullable(descriptor.failure);
    }
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      stream.write(bytes, offset, length);
    } catch (IOException e) {
      if (!"Broken pipe".equals(e.getMessage())) {
        failure = String.valueOf(e.getMessage());
      }
      throw e;
    }
  }
}
