package io.wifoe.kernel;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * IJava and JJava, which know neither charts nor tables of ours: each is handed them by its own renderer, as PNG and
 * HTML. Their classes are not on the class path of this library but only of a notebook that runs in them, so they are
 * found by name.
 */
public final class GenuineKernels {
  /** Classes that know the running kernel, and by which method. */
  private static final Map<String, String> KERNELS = Map.of(
      "io.github.spencerpark.ijava.IJava", "getKernelInstance", // IJava 1.3
      "org.dflib.jjava.jupyter.kernel.BaseKernel", "notebookKernel"); // JJava from 1.0-a7 on

  private static boolean joined;

  private GenuineKernels() {}

  /** Teaches the kernel that runs this process, if it is one of the two; does nothing elsewhere, nor a second time. */
  public static synchronized void join() {
    if (joined) {
      return;
    }
    joined = true;
    KERNELS.forEach((name, method) -> {
      try {
        Object kernel = Class.forName(name).getMethod(method).invoke(null);
        if (kernel != null) {
          teach(kernel.getClass().getMethod("getRenderer").invoke(kernel));
        }
      } catch (ReflectiveOperationException e) {
        // no such kernel here, or none that runs
      }
    });
  }

  /** Lets a renderer of IJava or JJava show what this library can. */
  static void teach(Object renderer) throws ReflectiveOperationException {
    List<Class<?>> types = Stream.concat(Renderers.TYPES.stream(), Presentation.types()).toList();
    for (Class<?> type : types) {
      Object registration = call(renderer, "createRegistration", Class.class, type);
      call(registration, "preferring", String[].class, new String[] {"image/png", "text/html"});
      Method register = Arrays.stream(registration.getClass().getMethods())
          .filter(method -> method.getName().equals("register")).findFirst().orElseThrow(NoSuchMethodException::new);
      Class<?> function = register.getParameterTypes()[0];
      register.invoke(registration, Proxy.newProxyInstance(function.getClassLoader(), new Class<?>[] {function},
          (proxy, method, arguments) -> {
            show(arguments[0], call(arguments[1], "getOutputContainer"));
            return null;
          }));
    }
  }

  /** Puts a value into the kernel's own container of forms. */
  private static void show(Object value, Object forms) throws ReflectiveOperationException {
    Renderers.Shown shown = Renderers.shown(Presentation.any(value));
    Method put = forms.getClass().getMethod("putData", String.class, Object.class);
    put.invoke(forms, shown.type(), shown.data().get());
    put.invoke(forms, "text/plain", shown.text());
    forms.getClass().getMethod("putMetaData", String.class, Object.class).invoke(forms, shown.type(), shown.metadata());
  }

  private static Object call(Object target, String name) throws ReflectiveOperationException {
    return target.getClass().getMethod(name).invoke(target);
  }

  private static Object call(Object target, String name, Class<?> type, Object argument)
      throws ReflectiveOperationException {
    return target.getClass().getMethod(name, type).invoke(target, argument);
  }
}
