package dev.instar.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A newcomer finds every room, and a sign on its door. */
class TourTest {
  @Test
  void everyPackageIsOnTheTour() throws IOException {
    String tour = Files.readString(House.root().resolve("ARCHITECTURE.md"));
    assertThat(House.packages())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(tour).contains("`" + shortName(name) + "`"));
  }

  @Test
  void everyPackageHasItsSign() {
    assertThat(House.packages())
        .allSatisfy(name -> assertThat(sign(name)).as(name + " has a package-info").isTrue());
  }

  private static boolean sign(String name) {
    String file = "src/main/java/" + name.replace('.', '/') + "/package-info.java";
    return House.MODULES.stream()
        .map(module -> House.root().resolve(module).resolve(file))
        .anyMatch(Files::isRegularFile);
  }

  /** As the tour writes it: without {@code dev.instar.}. */
  private static String shortName(String name) {
    return name.replaceFirst("^dev\\.instar\\.", "");
  }
}
