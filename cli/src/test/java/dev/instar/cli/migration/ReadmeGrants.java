package dev.instar.cli.migration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that the README gives for a role that may migrate and nothing more. */
final class ReadmeGrants {
  private static final Path README = Path.of("../README.md");
  private static final Pattern BLOCK =
      Pattern.compile("```sql\\n(CREATE ROLE migrator .*?)```", Pattern.DOTALL);

  private ReadmeGrants() {}

  /**
   * One statement each, for this server's names: roles belong to all its databases.
   *
   * @param role for {@code migrator}
   * @param owner for {@code shop_owner}
   * @param database for {@code shop}
   */
  static List<String> statements(String role, String password, String owner, String database)
      throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(README));
    if (!block.find()) {
      throw new AssertionError("the README has no block of SQL that creates role migrator");
    }
    String sql =
        block
            .group(1)
            .replaceAll("--.*", "")
            .replaceAll("\\bshop_owner\\b", owner)
            .replaceAll("\\bDATABASE shop\\b", "DATABASE " + database)
            .replaceAll("\\bmigrator\\b", role)
            .replaceAll("'…'", "'" + password + "'");
    return Arrays.stream(sql.split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
