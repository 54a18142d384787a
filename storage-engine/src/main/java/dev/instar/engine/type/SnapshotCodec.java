package dev.instar.engine.type;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** pg_snapshot: {@code xmin:xmax:running,running}. */
final class SnapshotCodec implements Codec<TransactionSnapshot> {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,18}):(\\d{1,18}):((?:\\d{1,18}(?:,\\d{1,18})*)?)");

  @Override
  public TransactionSnapshot parse(String text, TextFormat format) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw InputErrors.syntax("pg_snapshot", text);
    }
    List<Long> running = new ArrayList<>();
    if (!parts.group(3).isEmpty()) {
      for (String id : parts.group(3).split(",", -1)) {
        running.add(Long.parseLong(id));
      }
    }
    return checked(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), running, text);
  }

  private static TransactionSnapshot checked(
      long xmin, long xmax, List<Long> running, String text) {
    boolean wrong = xmin == 0 || xmax < xmin;
    long last = 0;
    for (long id : running) {
      wrong |= id < xmin || id >= xmax || id < last;
      last = id;
    }
    if (wrong) {
      throw InputErrors.syntax("pg_snapshot", text);
    }
    return new TransactionSnapshot(xmin, xmax, running.stream().distinct().toList());
  }

  @Override
  public String print(TransactionSnapshot value, TextFormat format) {
    StringBuilder out = new StringBuilder();
    out.append(value.xmin()).append(':').append(value.xmax()).append(':');
    String separator = "";
    for (long id : value.running()) {
      out.append(separator).append(id);
      separator = ",";
    }
    return out.toString();
  }

  @Override
  public TransactionSnapshot receive(byte[] binary) {
    return BinaryReader.read(
        "pg_snapshot",
        binary,
        b -> {
          int count = b.getInt();
          long xmin = b.getLong();
          long xmax = b.getLong();
          if (count < 0 || b.remaining() != (long) count * Long.BYTES) {
            throw InputErrors.binary("pg_snapshot");
          }
          List<Long> running = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            running.add(b.getLong());
          }
          return checked(xmin, xmax, running, "");
        });
  }

  @Override
  public byte[] send(TransactionSnapshot value) {
    ByteBuffer buffer =
        ByteBuffer.allocate(Integer.BYTES + (2 + value.running().size()) * Long.BYTES)
            .putInt(value.running().size())
            .putLong(value.xmin())
            .putLong(value.xmax());
    value.running().forEach(buffer::putLong);
    return buffer.array();
  }

  @Override
  public byte[] image(TransactionSnapshot value) {
    byte[] image = new byte[Integer.BYTES + (2 + value.running().size()) * Long.BYTES];
    ByteBuffer out =
        Image.over(image)
            .putInt(value.running().size())
            .putLong(value.xmin())
            .putLong(value.xmax());
    value.running().forEach(out::putLong);
    return image;
  }

  @Override
  public int compare(TransactionSnapshot left, TransactionSnapshot right) {
    throw InputErrors.noOrder("pg_snapshot");
  }
}
