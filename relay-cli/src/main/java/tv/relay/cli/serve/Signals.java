package tv.relay.cli.serve;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Signals of the system, one by one. A shutdown hook learns of the first only: while hooks run, the
 * JVM takes no notice of a second. What can tell, sun.misc.Signal, is no part of Java, hence by
 * reflection; where it isn't to be had the hook has to do.
 */
final class Signals {
  private Signals() {}

  /**
   * Calls the handler, on a thread of the JVM's own, at each such signal.
   *
   * @param name without SIG: TERM, INT
   * @return puts back what was done about the signal before; nothing to put back where it doesn't
   *     work, with {@code -Xrs} for example
   */
  static Runnable on(String name, Runnable handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) ->
              switch (method.getName()) {
                case "handle" -> {
                  handler.run();
                  yield null;
                }
                case "equals" -> proxy == arguments[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "handler of SIG" + name;
              };
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(), new Class<?>[] {handlerType}, calls);
      Method handle = signal.getMethod("handle", signal, handlerType);
      Object which = signal.getConstructor(String.class).newInstance(name);
      Object before = handle.invoke(null, which, ours);
      return () -> putBack(handle, which, before);
    } catch (ReflectiveOperationException e) {
      return () -> {};
    }
  }

  private static void putBack(Method handle, Object signal, Object before) {
    try {
      handle.invoke(null, signal, before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a signal could be taken but not given back", e);
    }
  }
}
