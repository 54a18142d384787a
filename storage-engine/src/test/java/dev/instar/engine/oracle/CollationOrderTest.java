package dev.instar.engine.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.BundledDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Text under {@code en-x-icu} is in the order of a real server, sorted and in an index. The two
 * have Unicode's order in different versions: what is asked about are characters that Unicode has
 * had since version 6, and that have kept their places since.
 */
final class CollationOrderTest {
  /** First and last character of each range. */
  private static final int[][] RANGES = {
    {' ', '~'},
    {0xA0, 0xFF},
    {0x100, 0x17F}, // Latin
    {0x1E00, 0x1E99},
    {0x391, 0x3A1}, // Greek
    {0x3A3, 0x3CE},
    {0x400, 0x45F}, // Cyrillic
    {0x531, 0x556}, // Armenian
    {0x5D0, 0x5EA}, // Hebrew
    {0x621, 0x64A}, // Arabic
    {0x660, 0x669},
    {0x904, 0x939}, // Devanagari
    {0x93E, 0x94D},
    {0x966, 0x96F},
    {0xE01, 0xE3A}, // Thai, whose vowels are written before the consonants they come after
    {0xE40, 0xE4E},
    {0x2010, 0x2017}, // without the quotes, which were moved beside those of ASCII
    {0x2020, 0x2027},
    {0x20A0, 0x20A6},
    {0x2190, 0x21FF},
    {0x2200, 0x22FF},
    {0x2460, 0x249B},
    {0x3041, 0x3096}, // Kana
    {0x30A1, 0x30FA},
    {0x4E00, 0x4F63}, // Han, where strokes are still counted as they were
    {0x6A00, 0x6C76},
    {0x7200, 0x7300},
    {0xAC00, 0xD7A3}, // Hangul
    {0xFF01, 0xFF5E},
    {0x1D400, 0x1D433},
    {0x1F601, 0x1F610},
    {0x20000, 0x20100}, // Han, beyond the first 65536
  };

  private static final int[] MARKS = {
    0x300, 0x301, 0x302, 0x303, 0x308, 0x30A, 0x30C, 0x323, 0x327, 0x328, 0x331
  };

  private static final int[] IGNORED = {0x1, 0x7F, 0xAD, 0x200B, 0x200D, 0xFEFF};

  private SharedDatabase real;
  private Connection oracle;
  private BundledDatabase engine;
  private Connection subject;

  @BeforeEach
  void connect() throws SQLException {
    real = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    oracle = real.server().connect(real.name());
    engine = BundledDatabase.builder().inMemory();
    Properties login = new Properties();
    login.setProperty("user", engine.user());
    login.setProperty("password", engine.password());
    subject = DriverManager.getConnection(engine.jdbcUrl(), login);
  }

  @AfterEach
  void close() throws SQLException {
    subject.close();
    engine.close();
    oracle.close();
    real.close();
  }

  @Test
  void everyCharacterHasItsPlace() throws SQLException {
    List<String> characters = new ArrayList<>();
    for (int[] range : RANGES) {
      IntStream.rangeClosed(range[0], range[1])
          .filter(Character::isDefined)
          .mapToObj(Character::toString)
          .forEach(characters::add);
    }
    compare(characters);
  }

  @Test
  void randomTextHasItsPlace() throws SQLException {
    long seed = Long.getLong("instar.random.seed", new Random().nextLong());
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      texts.add(i > 0 && random.nextInt(4) == 0 ? changed(texts, random) : text(random));
    }
    try {
      compare(texts);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** Up to seven characters, of one script most of the time. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int[] range = RANGES[random.nextInt(RANGES.length)];
    for (int length = random.nextInt(8); length > 0; length--) {
      int kind = random.nextInt(12);
      if (kind == 0) {
        range = RANGES[random.nextInt(RANGES.length)];
      }
      if (kind == 1) {
        text.append((char) (' ' + random.nextInt(0x20)));
      } else if (kind == 2) {
        text.appendCodePoint(MARKS[random.nextInt(MARKS.length)]);
      } else if (kind == 3) {
        text.appendCodePoint(IGNORED[random.nextInt(IGNORED.length)]);
      } else {
        int point = range[0] + random.nextInt(range[1] - range[0] + 1);
        text.appendCodePoint(Character.isDefined(point) ? point : 'x');
      }
    }
    return text.toString();
  }

  /** One that differs a little from one that is there. */
  private static String changed(List<String> texts, Random random) {
    String text = texts.get(random.nextInt(texts.size()));
    return switch (random.nextInt(5)) {
      case 0 -> text.toUpperCase(java.util.Locale.ROOT);
      case 1 -> text + " ";
      case 2 -> java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD);
      case 3 ->
          text.isEmpty() ? "-" : text.substring(0, text.offsetByCodePoints(0, 1)) + '-' + text;
      default -> text + Character.toString(MARKS[random.nextInt(MARKS.length)]);
    };
  }

  private void compare(List<String> texts) throws SQLException {
    fill(oracle, texts);
    fill(subject, texts);
    List<Integer> expected = ids(oracle, "SELECT id FROM s ORDER BY t, id");
    same(texts, ids(subject, "SELECT id FROM s ORDER BY t, id"), expected);
    for (Connection each : List.of(oracle, subject)) {
      execute(each, "CREATE INDEX ON s (t, id)");
      execute(each, "ANALYZE s");
    }
    // By the index, piece by piece, as a table is copied.
    List<Integer> pieces = new ArrayList<>();
    String last = "";
    int id = -1;
    while (pieces.size() < expected.size()) {
      List<Integer> piece = piece(last, id);
      pieces.addAll(piece);
      id = piece.getLast();
      last = texts.get(id);
    }
    same(texts, pieces, expected);
  }

  private List<Integer> piece(String last, int id) throws SQLException {
    String sql = "SELECT id FROM s WHERE (t, id) > (?, ?) ORDER BY t, id LIMIT 1000";
    try (PreparedStatement statement = subject.prepareStatement(sql)) {
      statement.setString(1, last);
      statement.setInt(2, id);
      return ids(statement.executeQuery());
    }
  }

  private static void same(List<String> texts, List<Integer> actual, List<Integer> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i))
          .as("place %d: %s, not %s", i, shown(texts, expected.get(i)), shown(texts, actual.get(i)))
          .isEqualTo(expected.get(i));
    }
    assertThat(actual).hasSameSizeAs(expected);
  }

  private static String shown(List<String> texts, int id) {
    StringBuilder shown = new StringBuilder().append('\'').append(texts.get(id)).append('\'');
    texts.get(id).codePoints().forEach(point -> shown.append(" %04X".formatted(point)));
    return shown.toString();
  }

  private static void fill(Connection connection, List<String> texts) throws SQLException {
    execute(connection, "CREATE TABLE s (id integer, t text COLLATE \"en-x-icu\")");
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO s VALUES (?, ?)")) {
      for (int i = 0; i < texts.size(); i++) {
        insert.setInt(1, i);
        insert.setString(2, texts.get(i));
        insert.addBatch();
        if (i % 5000 == 4999) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<Integer> ids(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return ids(statement.executeQuery(sql));
    }
  }

  private static List<Integer> ids(ResultSet rows) throws SQLException {
    List<Integer> ids = new ArrayList<>();
    while (rows.next()) {
      ids.add(rows.getInt(1));
    }
    return ids;
  }
}
