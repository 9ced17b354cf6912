package io.wifoe.kernel;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Puts calls of {@link StopCheck} into classes: a cell's when it is loaded, a library's when it does not stop. */
final class StopWeaver {
  private static final String OWNER = Type.getInternalName(StopCheck.class);
  private static final Set<String> POLLS = Set.of("interrupted", "isInterrupted");

  private StopWeaver() {}

  /**
   * A cell's class with checks woven in, or as it was where its format is newer than the bytecode library knows or a
   * method would become too long.
   */
  static byte[] weave(byte[] bytecodes) {
    return weave(bytecodes, false);
  }

  /** A library's class with checks at the start of its methods and in its loops. */
  static byte[] weaveLibrary(byte[] bytecodes) {
    return weave(bytecodes, true);
  }

  private static byte[] weave(byte[] bytecodes, boolean library) {
    ClassReader reader;
    try {
      reader = new ClassReader(bytecodes);
    } catch (IllegalArgumentException newerFormat) {
      return bytecodes;
    }
    Set<String> polling = library ? Set.of() : pollingMethods(reader);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        boolean late = library || polling.contains(name + descriptor);
        return new MethodWeaver(next, late ? "late" : "call", late ? "late" : "loop", !late);
      }
    }, 0);
    try {
      return writer.toByteArray();
    } catch (MethodTooLargeException noRoomForChecks) {
      return bytecodes;
    }
  }

  /** Names and descriptors of the methods that look at interrupts themselves. */
  static Set<String> pollingMethods(ClassReader reader) {
    Set<String> methods = new HashSet<>();
    reader.accept(new ClassVisitor(Opcodes.ASM9) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        return new MethodVisitor(Opcodes.ASM9) {
          @Override
          public void visitMethodInsn(int opcode, String owner, String called, String type, boolean isInterface) {
            if (owner.equals("java/lang/Thread") && POLLS.contains(called)) {
              methods.add(name + descriptor);
            }
          }
        };
      }
    }, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return methods;
  }

  private static final class MethodWeaver extends MethodVisitor {
    private final Set<Label> passed = new HashSet<>();
    private final String atCall;
    private final String inLoop;
    private final boolean everyCall;

    MethodWeaver(MethodVisitor next, String atCall, String inLoop, boolean everyCall) {
      super(Opcodes.ASM9, next);
      this.atCall = atCall;
      this.inLoop = inLoop;
      this.everyCall = everyCall;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      check(atCall);
    }

    @Override
    public void visitLabel(Label label) {
      passed.add(label);
      super.visitLabel(label);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (everyCall && !(name.equals("valueOf") && owner.startsWith("java/lang/"))) { // boxes the result of a snippet
        check(atCall);
      }
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    }

    @Override
    public void visitJumpInsn(int opcode, Label target) {
      if (passed.contains(target)) {
        check(inLoop);
      }
      super.visitJumpInsn(opcode, target);
    }

    private void check(String method) {
      // takes nothing from the stack and leaves nothing on it, so frames and stack sizes stay valid
      super.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, method, "()V", false);
    }
  }
}
