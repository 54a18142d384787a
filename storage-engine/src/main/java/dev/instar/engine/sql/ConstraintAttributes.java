package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows a constraint in any order: [NOT] DEFERRABLE, INITIALLY …, NOT VALID, NO INHERIT,
 * [NOT] ENFORCED.
 *
 * @param deferrable whether DEFERRABLE or NOT DEFERRABLE was written, and which
 * @param initiallyDeferred whether INITIALLY DEFERRED or IMMEDIATE was written, and which
 * @param notValid where NOT VALID stands with what separates it from the token before it, empty if
 *     it was not written
 * @param noInherit whether NO INHERIT was written
 * @param enforced whether ENFORCED or NOT ENFORCED was written, and which
 */
record ConstraintAttributes(
    Optional<Boolean> deferrable,
    Optional<Boolean> initiallyDeferred,
    List<SourceSpan> notValid,
    boolean noInherit,
    Optional<Boolean> enforced) {

  /** DEFERRABLE is implied by INITIALLY DEFERRED. */
  ConstraintTiming timing() {
    boolean deferred = initiallyDeferred.orElse(false);
    return new ConstraintTiming(deferrable.orElse(deferred), deferred);
  }

  boolean isEnforced() {
    return enforced.orElse(true);
  }

  /**
   * What a kind of constraint may have.
   *
   * @param behindColumn whether the constraint stands behind a column: there PostgreSQL's grammar
   *     has no other attributes, while for a table's constraints it has all and the server refuses
   *     them
   */
  record Allowed(
      boolean behindColumn,
      boolean timing,
      boolean notValid,
      boolean noInherit,
      boolean enforced) {}

  /** Reads attributes as long as they come. */
  static ConstraintAttributes read(TokenStream tokens, String kind, Allowed allowed) {
    return new Reader(tokens, kind, allowed).read();
  }

  private static final class Reader {
    private final TokenStream tokens;
    private final String kind;
    private final Allowed allowed;
    private final List<SourceSpan> notValid = new ArrayList<>();
    private Optional<Boolean> deferrable = Optional.empty();
    private Optional<Boolean> initiallyDeferred = Optional.empty();
    private Optional<Boolean> enforced = Optional.empty();
    private boolean noInherit;

    Reader(TokenStream tokens, String kind, Allowed allowed) {
      this.tokens = tokens;
      this.kind = kind;
      this.allowed = allowed;
    }

    ConstraintAttributes read() {
      Token next = tokens.peek();
      while (readOne()) {
        if (deferrable.equals(Optional.of(false)) && initiallyDeferred.equals(Optional.of(true))) {
          throw tokens.malformed(
              next, "a constraint declared INITIALLY DEFERRED must be DEFERRABLE");
        }
        next = tokens.peek();
      }
      return new ConstraintAttributes(
          deferrable, initiallyDeferred, List.copyOf(notValid), noInherit, enforced);
    }

    private boolean readOne() {
      Token first = tokens.peek();
      int before = tokens.lastSpan().end();
      if (tokens.accept("not", "deferrable")) {
        deferrable = once(first, deferrable, false, allowed.timing(), "NOT DEFERRABLE");
      } else if (tokens.accept("deferrable")) {
        deferrable = once(first, deferrable, true, allowed.timing(), "DEFERRABLE");
      } else if (tokens.accept("initially")) {
        initiallyDeferred =
            once(first, initiallyDeferred, deferred(), allowed.timing(), "INITIALLY");
      } else if (tokens.accept("not", "valid")) {
        check(first, allowed.notValid(), "NOT VALID");
        notValid.add(new SourceSpan(before, tokens.lastSpan().end()));
      } else if (tokens.accept("no", "inherit")) {
        check(first, allowed.noInherit(), "NO INHERIT");
        noInherit = true;
      } else if (tokens.accept("not", "enforced")) {
        enforced = once(first, enforced, false, allowed.enforced(), "NOT ENFORCED");
      } else if (tokens.accept("enforced")) {
        enforced = once(first, enforced, true, allowed.enforced(), "ENFORCED");
      } else {
        return false;
      }
      return true;
    }

    private boolean deferred() {
      if (tokens.accept("deferred")) {
        return true;
      }
      if (!tokens.accept("immediate")) {
        throw tokens.unexpected("DEFERRED or IMMEDIATE");
      }
      return false;
    }

    private void check(Token token, boolean may, String attribute) {
      if (!may) {
        String reason = kind + " constraints cannot be marked " + attribute;
        throw allowed.behindColumn()
            ? tokens.malformed(token, reason)
            : tokens.unsupported(token, reason);
      }
    }

    private Optional<Boolean> once(
        Token token, Optional<Boolean> before, boolean now, boolean may, String attribute) {
      check(token, may, attribute);
      if (before.isPresent() && before.get() != now) {
        throw tokens.malformed(token, "conflicting constraint properties");
      }
      return Optional.of(now);
    }
  }
}
