package io.wifoe.kernel;

import com.sun.tools.attach.VirtualMachine;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Puts new code into classes that are loaded, as the plain jshell does by its debugger: objects of a class whose
 * methods were edited live on. Java asks for an agent, so this process becomes its own; it may where it was started with
 * {@code -Djdk.attach.allowAttachSelf=true}. Elsewhere an edited class is a new one.
 */
public final class Redefinition {
  private static volatile Instrumentation instrumentation;

  private Redefinition() {}

  /** Called by the virtual machine only. */
  public static void agentmain(String arguments, Instrumentation granted) {
    instrumentation = granted;
  }

  /** Asks for the right to redefine; without it {@link #isPossible()} stays false. */
  static synchronized void start() {
    if (instrumentation != null || !Boolean.getBoolean("jdk.attach.allowAttachSelf")) {
      return;
    }
    try {
      Path agent = Files.createTempFile("kernel", ".jar");
      try {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Agent-Class", Redefinition.class.getName());
        attributes.putValue("Can-Redefine-Classes", "true");
        attributes.putValue("Can-Retransform-Classes", "true");
        new JarOutputStream(Files.newOutputStream(agent), manifest).close();
        VirtualMachine self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
        self.loadAgent(agent.toString());
        self.detach();
      } finally {
        Files.deleteIfExists(agent);
      }
    } catch (Exception refused) {
      // no temporary folder, or a virtual machine that cannot: edited classes are new ones then
      System.err.println("edited classes will be new ones: " + refused);
    }
  }

  static boolean isPossible() {
    return instrumentation != null;
  }

  /**
   * Gives classes new method bodies.
   *
   * @return false where that cannot be: members came or went, or what runs once, when a class is initialised, differs
   */
  static boolean redefine(Class<?>[] classes, byte[][] before, byte[][] after) {
    ClassDefinition[] definitions = new ClassDefinition[classes.length];
    for (int i = 0; i < classes.length; i++) {
      if (!Arrays.equals(initialisation(before[i]), initialisation(after[i]))) {
        return false;
      }
      definitions[i] = new ClassDefinition(classes[i], after[i]);
    }
    try {
      instrumentation.redefineClasses(definitions);
      return true;
    } catch (UnsupportedOperationException | LinkageError | ClassNotFoundException | UnmodifiableClassException e) {
      return false;
    }
  }

  /** The class without its methods, but for the one that runs when it is initialised. */
  private static byte[] initialisation(byte[] bytecodes) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(bytecodes).accept(new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        return name.equals("<clinit>") ? super.visitMethod(access, name, descriptor, signature, exceptions) : null;
      }

      @Override
      public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        return super.visitField(access, name, descriptor, null, value);
      }
    }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  /** Puts stop checks into the libraries' classes on some threads' stacks; for code that ignores interrupts. */
  static void weaveLibraries(Collection<StackTraceElement[]> stacks, Set<Class<?>> woven) {
    Set<String> names = new HashSet<>();
    stacks.forEach(stack -> Arrays.stream(stack).map(StackTraceElement::getClassName).forEach(names::add));
    Set<Class<?>> classes = new HashSet<>();
    for (Class<?> each : instrumentation.getAllLoadedClasses()) {
      if (names.contains(each.getName()) && isLibrary(each) && woven.add(each)) {
        classes.add(each);
      }
    }
    transform(classes, true);
  }

  /** Takes the checks out again. */
  static void unweaveLibraries(Set<Class<?>> woven) {
    transform(woven, false);
    woven.clear();
  }

  private static boolean isLibrary(Class<?> each) {
    return each.getClassLoader() != null && each.getClassLoader() != ClassLoader.getPlatformClassLoader()
        && !each.getName().startsWith("io.wifoe.kernel.") && !SnippetClasses.isSnippet(each.getName())
        && instrumentation.isModifiableClass(each);
  }

  private static void transform(Set<Class<?>> classes, boolean weave) {
    if (classes.isEmpty()) {
      return;
    }
    ClassFileTransformer weaver = new ClassFileTransformer() {
      @Override
      public byte[] transform(
          ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] code) {
        return weave && classes.contains(redefined) ? StopWeaver.weaveLibrary(code) : null;
      }
    };
    instrumentation.addTransformer(weaver, true);
    try {
      instrumentation.retransformClasses(classes.toArray(Class<?>[]::new));
    } catch (UnmodifiableClassException | LinkageError e) {
      System.err.println("a library cannot be stopped: " + e);
    } finally {
      instrumentation.removeTransformer(weaver);
    }
  }
}
