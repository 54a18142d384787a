package dev.instar.cli.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.schema.Sizes;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sizes of tables as JSON, to be kept beside the migrations: one table a line, in the order of
 * their names, so that two of them can be compared. Nothing in it says where it comes from.
 *
 * <pre>{@code
 * {"format": 1, "tables": [
 *   {"schema":"public","table":"orders","rows":1000000,"heapBytes":72351744,"indexBytes":22487040,"totalBytes":94838784}
 * ]}
 * }</pre>
 *
 * {@code heapBytes} counts TOAST data too; {@code totalBytes} is the sum, for readers. Members that
 * are not known are ignored; the meaning of a member never changes without the format's number.
 */
public final class SizesFile {
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private SizesFile() {}

  /** The text of such a file. */
  public static String write(Sizes sizes) {
    return sizes.tables().entrySet().stream()
        .map(SizesFile::line)
        .collect(
            Collectors.joining(
                ",\n  ", "{\"format\": " + FORMAT + ", \"tables\": [\n  ", "\n]}\n"));
  }

  private static String line(Map.Entry<TableName, TableSize> table) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    TableSize size = table.getValue();
    return node.put("schema", table.getKey().schema())
        .put("table", table.getKey().name())
        .put("rows", size.rows())
        .put("heapBytes", size.heapBytes())
        .put("indexBytes", size.indexBytes())
        .put("totalBytes", size.totalBytes())
        .toString();
  }

  /**
   * Reads such a file.
   *
   * @throws MigrationException with USAGE if it cannot be read or is none
   */
  static Sizes read(Path file) {
    try {
      JsonNode tree = MAPPER.readTree(Files.readString(file));
      if (tree.path("format").asInt() != FORMAT || !tree.path("tables").isArray()) {
        throw none(file, "it has not format " + FORMAT, null);
      }
      SortedMap<TableName, TableSize> tables = new TreeMap<>();
      for (JsonNode table : tree.path("tables")) {
        tables.put(
            new TableName(text(file, table, "schema"), text(file, table, "table")),
            new TableSize(
                number(file, table, "rows"),
                number(file, table, "heapBytes"),
                number(file, table, "indexBytes")));
      }
      return new Sizes(tables);
    } catch (JsonProcessingException e) {
      throw none(file, e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new MigrationException(
          ErrorCode.USAGE, "cannot read " + file + ": " + e, "Check the path in --stats.", e);
    }
  }

  private static String text(Path file, JsonNode table, String member) {
    if (!table.path(member).isTextual()) {
      throw none(file, "a table lacks " + member, null);
    }
    return table.path(member).textValue();
  }

  private static long number(Path file, JsonNode table, String member) {
    JsonNode number = table.path(member);
    if (!number.canConvertToLong() || number.longValue() < 0) {
      throw none(file, "a table lacks " + member, null);
    }
    return number.longValue();
  }

  private static MigrationException none(Path file, String why, Throwable cause) {
    return new MigrationException(
        ErrorCode.USAGE,
        file + " holds no sizes of tables: " + why,
        "Make it with `instar stats --output " + file + "`.",
        cause);
  }
}
