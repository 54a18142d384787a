package dev.instar.engine.function;

import dev.instar.engine.type.Inet;
import java.net.InetSocketAddress;

/** Addresses and networks. PostgreSQL's manual, section 9.12. */
final class NetworkFunctions {
  private NetworkFunctions() {}

  static void register(Registry registry) {
    registry.add("network_sub", (a, c) -> inside(a[0], a[1]) && !inside(a[1], a[0]));
    registry.add("network_subeq", (a, c) -> inside(a[0], a[1]));
    registry.add("network_sup", (a, c) -> inside(a[1], a[0]) && !inside(a[0], a[1]));
    registry.add("network_supeq", (a, c) -> inside(a[1], a[0]));
    registry.add("network_overlap", (a, c) -> inside(a[0], a[1]) || inside(a[1], a[0]));
    registry.add("network_family", (a, c) -> ((Inet) a[0]).family());
    registry.add("network_masklen", (a, c) -> ((Inet) a[0]).bits());
    registry.add("network_host", (a, c) -> ((Inet) a[0]).host());
    registry.add("network_show", (a, c) -> ((Inet) a[0]).withLength());
    registry.add(
        "inet_client_addr",
        (a, c) -> c.session().clientAddress().map(NetworkFunctions::host).orElse(null));
    registry.add(
        "inet_client_port",
        (a, c) -> c.session().clientAddress().map(InetSocketAddress::getPort).orElse(null));
    registry.add(
        "inet_server_addr",
        (a, c) -> c.session().serverAddress().map(NetworkFunctions::host).orElse(null));
    registry.add(
        "inet_server_port",
        (a, c) -> c.session().serverAddress().map(InetSocketAddress::getPort).orElse(null));
  }

  private static boolean inside(Object inner, Object outer) {
    return ((Inet) outer).contains((Inet) inner);
  }

  private static Inet host(InetSocketAddress address) {
    return Inet.of(address.getAddress());
  }
}
