package dev.instar.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.schema.Sizes;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SizesFileTest {
  @TempDir private Path directory;

  @Test
  void isReadAsItWasWrittenInTheOrderOfTheNames() throws IOException {
    Sizes sizes =
        new Sizes(
            Map.of(
                new TableName("public", "orders"), new TableSize(10, 8192, 16_384),
                new TableName("app", "It\"em"), new TableSize(0, 0, 8192)));

    String text = SizesFile.write(sizes);

    assertThat(text)
        .isEqualTo(
            """
            {"format": 1, "tables": [
              {"schema":"app","table":"It\\"em","rows":0,"heapBytes":0,"indexBytes":8192,"totalBytes":8192},
              {"schema":"public","table":"orders","rows":10,"heapBytes":8192,"indexBytes":16384,"totalBytes":24576}
            ]}
            """);
    assertThat(SizesFile.read(file(text))).isEqualTo(sizes);
    assertThat(SizesFile.read(file(SizesFile.write(Sizes.NONE)))).isEqualTo(Sizes.NONE);
  }

  @Test
  void whatIsNoneSaysSo() throws IOException {
    assertNone("", "it has not format 1");
    assertNone("{", "Unexpected end-of-input: expected close marker for Object");
    assertNone("{\"format\": 2, \"tables\": []}", "it has not format 1");
    assertNone("{\"format\": 1}", "it has not format 1");
    assertNone("{\"format\": 1, \"tables\": [{\"schema\": \"a\"}]}", "a table lacks table");
    assertNone(
        "{\"format\":1,\"tables\":[{\"schema\":\"a\",\"table\":\"b\",\"rows\":-1}]}",
        "a table lacks rows");
    assertThatThrownBy(() -> SizesFile.read(directory.resolve("none.json")))
        .hasMessageStartingWith("cannot read ");
  }

  private void assertNone(String text, String why) throws IOException {
    Path file = file(text);
    assertThatThrownBy(() -> SizesFile.read(file))
        .hasMessageStartingWith(file + " holds no sizes of tables: " + why);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("stats.json"), text);
  }
}
