package dev.instar.engine.standin;

import dev.instar.engine.oracle.PostgresServer;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Leaves out the tests that need what the bundled engine does not have, where it stands in for the
 * server. A line names a method ({@code package.Class#method}), a whole class ({@code
 * package.Class}) or one run of a parameterized test or of a factory's ({@code
 * package.Class#method#name of the run}, of a name {@code a: b} also {@code a} alone). What fails
 * because the engine refuses a feature that is listed as absent is left out as well. JUnit finds
 * this class by itself.
 */
public final class NotOnBundled implements ExecutionCondition, InvocationInterceptor {
  private static final String TESTS = "not-bundled.tsv";

  private final boolean active = Boolean.getBoolean(PostgresServer.BUNDLED);
  private final Map<String, String> tests = active ? Tables.read(TESTS) : Map.of();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!active || context.getTestClass().isEmpty()) {
      return ConditionEvaluationResult.enabled("a real server");
    }
    return feature(context, context.getDisplayName())
        .map(feature -> ConditionEvaluationResult.disabled(absent(feature)))
        .orElseGet(() -> ConditionEvaluationResult.enabled("not listed in " + TESTS));
  }

  @Override
  public void interceptDynamicTest(
      Invocation<Void> invocation, DynamicTestInvocationContext test, ExtensionContext context)
      throws Throwable {
    ExtensionContext factory = context.getParent().orElseThrow();
    Optional<String> feature =
        active ? feature(factory, context.getDisplayName()) : Optional.empty();
    if (feature.isPresent()) {
      invocation.skip();
      throw new TestAbortedException(absent(feature.get()));
    }
    proceed(invocation);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation);
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    proceed(invocation);
  }

  private void proceed(Invocation<Void> invocation) throws Throwable {
    try {
      invocation.proceed();
    } catch (Throwable failure) {
      Optional<String> feature = active ? Refusals.feature(failure) : Optional.empty();
      if (feature.isPresent()) {
        throw new TestAbortedException(absent(feature.get()), failure);
      }
      throw failure;
    }
  }

  private static String absent(String feature) {
    return "the bundled engine has no " + feature;
  }

  /** What a test needs that the bundled engine does not have; a line's first column names it. */
  public static Optional<String> feature(String test) {
    return Optional.ofNullable(Tables.read(TESTS).get(test));
  }

  private Optional<String> feature(ExtensionContext context, String displayed) {
    String name = context.getRequiredTestClass().getName();
    if (context.getTestMethod().isPresent()) {
      name += "#" + context.getRequiredTestMethod().getName();
    }
    String run = name + "#" + displayed;
    int colon = run.indexOf(": ");
    return Optional.ofNullable(tests.get(name))
        .or(() -> Optional.ofNullable(tests.get(run)))
        .or(() -> Optional.ofNullable(colon < 0 ? null : tests.get(run.substring(0, colon))));
  }
}
