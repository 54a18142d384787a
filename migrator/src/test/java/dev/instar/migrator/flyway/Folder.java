package dev.instar.migrator.flyway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of migrations. */
record Folder(Path directory) {
  /** Orders, as they begin. */
  Folder withOrders() throws IOException {
    return with(
        "V1__orders.sql",
        """
        CREATE TABLE orders (id int PRIMARY KEY, note text, amount int NOT NULL);
        INSERT INTO orders SELECT g, 'n' || g, g % 7 FROM generate_series(1, 500) g;
        """);
  }

  Folder with(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  Folder without(String name) throws IOException {
    Files.delete(directory.resolve(name));
    return this;
  }

  String location() {
    return "filesystem:" + directory;
  }
}
