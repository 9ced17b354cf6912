package io.wifoe.kernel;

import java.io.Serial;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes the code of a cell stoppable: a check is woven in at the start of every method and before every backward jump.
 * {@code Thread.stop} did this up to Java 19, at the price of breaking whatever library happened to run; a check in the
 * user's own classes works on every Java and leaves libraries whole.
 */
public final class StopCheck {
  private static final String OWNER = Type.getInternalName(StopCheck.class);

  /** Causes may form a circle. */
  private static final int MAX_CAUSES = 20;

  private static volatile boolean raised;

  private StopCheck() {}

  /** Thrown inside a cell that did not end by itself after an interrupt; an Error so that few handlers swallow it. */
  static final class Stopped extends Error {
    @Serial private static final long serialVersionUID = 1;

    Stopped() {
      super("the cell was interrupted", null, false, false);
    }
  }

  /** Called by woven code only. */
  public static void check() {
    if (raised) {
      throw new Stopped();
    }
  }

  static void raise(boolean stop) {
    raised = stop;
  }

  /** Whether a check stopped the code, perhaps on another thread whose failure a library wrapped in its own. */
  static boolean isBehind(Throwable thrown) {
    int depth = 0;
    for (Throwable each = thrown; each != null && depth < MAX_CAUSES; each = each.getCause()) {
      if (each instanceof Stopped) {
        return true;
      }
      depth++;
    }
    return false;
  }

  /** The class with checks woven in, or as it was where its format is newer than the bytecode library knows. */
  static byte[] weave(byte[] bytecodes) {
    ClassReader reader;
    try {
      reader = new ClassReader(bytecodes);
    } catch (IllegalArgumentException newerFormat) {
      return bytecodes;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new ClassWeaver(writer), 0);
    return writer.toByteArray();
  }

  private static final class ClassWeaver extends ClassVisitor {
    ClassWeaver(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return new MethodWeaver(super.visitMethod(access, name, descriptor, signature, exceptions));
    }
  }

  private static final class MethodWeaver extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();

    MethodWeaver(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check();
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (passed.contains(target)) {
        check();
      }
      super.visitJumpInsn(opcode, target);
    }

    private void check() {
      // takes nothing from the stack and leaves nothing on it, so frames and stack sizes stay valid
      super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, "check", "()V", false);
    }
  }
}
