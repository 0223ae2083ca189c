package dev.gantry.cli.run;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Takes Ctrl-C (and SIGTERM) over while something must be brought to an end in order.
 *
 * <p>A shutdown hook would not do: the JVM hears no second signal while its hooks run. {@code
 * sun.misc.Signal} is the only way that the JDK offers (module jdk.unsupported); it is called by
 * reflection because naming it is a compiler warning that nothing can switch off. Where it is not
 * there, Ctrl-C ends the process as usual and the journal does its work.
 */
public final class Interrupts implements AutoCloseable {
  private static final String[] SIGNALS = {"INT", "TERM"};

  private final Object[] before = new Object[SIGNALS.length];

  /** Calls the handler for each signal until this is closed, on a thread of the JVM's own. */
  public Interrupts(Runnable handler) {
    for (int i = 0; i < SIGNALS.length; i++) {
      before[i] = install(SIGNALS[i], proxy(handler));
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < SIGNALS.length; i++) {
      install(SIGNALS[i], before[i]);
    }
  }

  /** Returns the handler that was there before; the given one where there is no way to set it. */
  private static Object install(String signal, Object handler) {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Method handle = signals.getMethod("handle", signals, handlers);
      return handle.invoke(null, signals.getConstructor(String.class).newInstance(signal), handler);
    } catch (ReflectiveOperationException _) {
      return handler;
    }
  }

  private static Object proxy(Runnable handler) {
    try {
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      InvocationHandler calls =
          (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
              handler.run();
            }
            return null;
          };
      return Proxy.newProxyInstance(
          Interrupts.class.getClassLoader(), new Class<?>[] {handlers}, calls);
    } catch (ClassNotFoundException _) {
      return handler;
    }
  }
}
