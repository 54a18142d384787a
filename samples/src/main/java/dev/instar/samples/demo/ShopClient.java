package dev.instar.samples.demo;

import dev.instar.samples.load.Request;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.SplittableRandom;

/** One client of the shop: mostly reads, places orders, moves them along. Used by one thread. */
final class ShopClient implements Request {
  private static final int ORGANIZATIONS = 200;
  private static final int USERS = 5_000;
  private static final String[] STATUSES = {"new", "paid", "shipped", "returned"};

  private final int client;
  private final int orders;
  private final Writes writes;
  private final SplittableRandom random;
  private final PreparedStatement read;
  private final PreparedStatement list;
  private final PreparedStatement insert;
  private final PreparedStatement update;
  private int placed;

  ShopClient(Connection connection, int client, int orders, Writes writes) throws SQLException {
    this.client = client;
    this.orders = orders;
    this.writes = writes;
    this.random = new SplittableRandom(client);
    read =
        connection.prepareStatement(
            "SELECT o.id, o.status, o.amount, g.name FROM orders o JOIN organizations g"
                + " ON g.id = o.organization_id WHERE o.id = ?");
    list =
        connection.prepareStatement(
            "SELECT id, number, status FROM orders WHERE user_id = ?"
                + " ORDER BY created_at DESC LIMIT 10");
    insert =
        connection.prepareStatement(
            "INSERT INTO orders (organization_id, user_id, number, amount) VALUES (?, ?, ?, ?)");
    update =
        connection.prepareStatement(
            "UPDATE orders SET status = ?, revision = revision + 1 WHERE id = ?");
  }

  @Override
  public void send() throws SQLException {
    int kind = random.nextInt(100);
    if (kind < 50) {
      read.setInt(1, someOrder());
      fetch(read);
    } else if (kind < 65) {
      list.setInt(1, 1 + random.nextInt(USERS));
      fetch(list);
    } else if (kind < 80) {
      insert.setInt(1, 1 + random.nextInt(ORGANIZATIONS));
      insert.setInt(2, 1 + random.nextInt(USERS));
      insert.setString(3, "B-" + client + "-" + placed++);
      insert.setInt(4, random.nextInt(1_000));
      writes.inserts.add(insert.executeUpdate());
    } else {
      update.setString(1, STATUSES[random.nextInt(STATUSES.length)]);
      update.setInt(2, someOrder());
      writes.updates.add(update.executeUpdate());
    }
  }

  private int someOrder() {
    return 1 + random.nextInt(orders);
  }

  private static void fetch(PreparedStatement query) throws SQLException {
    try (ResultSet result = query.executeQuery()) {
      while (result.next()) {
        result.getString(1);
      }
    }
  }
}
