package dev.instar.engine.system.call;

/** What one function does. Stateless. */
@FunctionalInterface
interface Answer {
  /**
   * @param arguments as the function takes them
   * @return null for NULL; an iterator where the function returns a set
   */
  Object apply(Object[] arguments, Call call);
}
