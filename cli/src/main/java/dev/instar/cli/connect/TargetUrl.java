package dev.instar.cli.connect;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.util.Locale;
import java.util.Set;

/** A JDBC URL without secrets. */
final class TargetUrl {
  private static final String PREFIX = "jdbc:postgresql:";
  private static final String FORM = "jdbc:postgresql://host/database";
  private static final Set<String> SECRETS = Set.of("password", "sslpassword");

  private TargetUrl() {}

  /**
   * The URL, checked. Messages never repeat it: what is wrong with it may be the password in it.
   *
   * @throws MigrationException with USAGE if it is not one, or holds a password
   */
  static String check(String url) {
    if (holdsPassword(url)) {
      throw usage(
          "the URL holds a password, which other users of this machine can see in the process list",
          "Leave it out; use INSTAR_PASSWORD, --password-file or ~/.pgpass.");
    }
    if (url.startsWith("postgres://") || url.startsWith("postgresql://")) {
      throw usage(
          "the URL is not one of JDBC", "Write it as " + FORM + ", and the user in --user.");
    }
    if (!url.startsWith(PREFIX)) {
      throw usage("the URL does not begin with " + PREFIX, "Write it as " + FORM + ".");
    }
    return url;
  }

  private static boolean holdsPassword(String url) {
    int question = url.indexOf('?');
    String address = question < 0 ? url : url.substring(0, question);
    int authority = address.indexOf("//");
    int at = address.lastIndexOf('@');
    if (authority >= 0 && at > authority && address.substring(authority + 2, at).contains(":")) {
      return true;
    }
    if (question < 0) {
      return false;
    }
    for (String option : url.substring(question + 1).split("&")) {
      String name = option.split("=", 2)[0].toLowerCase(Locale.ROOT);
      if (SECRETS.contains(name)) {
        return true;
      }
    }
    return false;
  }

  private static MigrationException usage(String message, String advice) {
    return new MigrationException(ErrorCode.USAGE, message, advice);
  }
}
