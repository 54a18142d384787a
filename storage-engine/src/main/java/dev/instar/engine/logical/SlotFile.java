package dev.instar.engine.logical;

import dev.instar.engine.disk.Disk;
import dev.instar.engine.disk.DiskFile;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wal.Lsn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * The slots on disk, and the names of replication origins: one small file, written anew as a whole
 * and put in the old one's place, so that a crash leaves one or the other.
 *
 * <pre>
 * file   = "INSTSLT1" n:u32 slot*n m:u32 origin*m crc:u32        (big-endian; CRC32C of all before)
 * slot   = name:utf database:u32 restart:u64 confirmed:u64 position:u64 xmin:u64 k:u32 xid:u64*k
 * origin = number:u32 name:utf
 * utf    = length:u16 byte*
 * </pre>
 *
 * <p>Nothing in it may speak of a part of the log that is not durable: whoever writes it has
 * flushed. One thread at a time.
 */
final class SlotFile {
  private static final String NAME = "slots";
  private static final String NEXT = "slots.new";
  private static final long MAGIC = 0x494E_5354_534C_5431L; // INSTSLT1

  /** A slot as it is stored. */
  record Stored(String name, int database, SlotPosition position) {}

  /** All there is in the file. */
  record Content(List<Stored> slots, Map<Integer, String> origins) {
    Content {
      slots = List.copyOf(slots);
      origins = Map.copyOf(origins);
    }
  }

  private final Disk disk;

  SlotFile(Disk disk) {
    this.disk = disk;
  }

  /**
   * What was written last; nothing in a new database.
   *
   * @throws SqlException with XX001 if the file is damaged
   */
  Content read() {
    if (!disk.exists(NAME)) {
      return new Content(List.of(), Map.of());
    }
    byte[] bytes;
    try (DiskFile file = disk.open(NAME)) {
      ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(file.size()));
      file.read(buffer, 0);
      bytes = buffer.array();
    }
    int body = bytes.length - Integer.BYTES;
    if (body < Long.BYTES || ByteBuffer.wrap(bytes).getInt(body) != checksum(bytes, body)) {
      throw damaged(null);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body))) {
      return content(in);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static Content content(DataInputStream in) throws IOException {
    if (in.readLong() != MAGIC) {
      throw damaged(null);
    }
    List<Stored> slots = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      slots.add(slot(in));
    }
    Map<Integer, String> origins = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      origins.put(in.readInt(), in.readUTF());
    }
    return new Content(slots, origins);
  }

  private static Stored slot(DataInputStream in) throws IOException {
    String name = in.readUTF();
    int database = in.readInt();
    Lsn restart = new Lsn(in.readLong());
    Lsn confirmed = new Lsn(in.readLong());
    Lsn position = new Lsn(in.readLong());
    long xmin = in.readLong();
    long[] committed = new long[in.readInt()];
    for (int i = 0; i < committed.length; i++) {
      committed[i] = in.readLong();
    }
    CatalogPoint point = new CatalogPoint(position, xmin, committed);
    return new Stored(name, database, new SlotPosition(restart, confirmed, point));
  }

  /** Durable when it returns. */
  void write(Content content) {
    byte[] bytes = bytes(content);
    try (DiskFile file = disk.open(NEXT)) {
      file.truncate(0);
      file.write(ByteBuffer.wrap(bytes), 0);
      file.force();
    }
    disk.rename(NEXT, NAME);
    disk.syncDirectory();
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(MAGIC);
      out.writeInt(content.slots().size());
      for (Stored slot : content.slots()) {
        write(slot, out);
      }
      out.writeInt(content.origins().size());
      for (Map.Entry<Integer, String> origin : content.origins().entrySet()) {
        out.writeInt(origin.getKey());
        out.writeUTF(origin.getValue());
      }
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
    byte[] body = bytes.toByteArray();
    byte[] all = Arrays.copyOf(body, body.length + Integer.BYTES);
    ByteBuffer.wrap(all).putInt(body.length, checksum(body, body.length));
    return all;
  }

  private static void write(Stored slot, DataOutputStream out) throws IOException {
    SlotPosition at = slot.position();
    out.writeUTF(slot.name());
    out.writeInt(slot.database());
    out.writeLong(at.restart().value());
    out.writeLong(at.confirmed().value());
    out.writeLong(at.point().position().value());
    out.writeLong(at.point().xmin());
    out.writeInt(at.point().committed().length);
    for (long xid : at.point().committed()) {
      out.writeLong(xid);
    }
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  private static SqlException damaged(IOException cause) {
    return new SqlException(
        SqlState.DATA_CORRUPTED,
        "the file \"" + NAME + "\" of replication slots is damaged",
        cause);
  }
}
