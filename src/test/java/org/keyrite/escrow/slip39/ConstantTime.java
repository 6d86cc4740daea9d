package org.keyrite.escrow.slip39;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads a compiled class and tells what in it could take a time that depends on secrets: a branch
 * or an array index that is computed from a secret, a division of one, a call that leaves the
 * class, or an instruction that it does not know.
 *
 * <p>Every argument is a secret, but not the length of an array, and so is whatever comes out of an
 * array or a call, or is computed from a secret.
 */
final class ConstantTime {
  private final String owner;
  private final String method;
  private final Set<String> objections = new TreeSet<>();

  /** Slots of local variables that have ever held a secret. */
  private final BitSet secretLocals = new BitSet();

  /** Whether each value on the operand stack is a secret. */
  private final Deque<Boolean> stack = new ArrayDeque<>();

  /** Whether an instruction has come after which nobody knows what is on the stack. */
  private boolean lost;

  private ConstantTime(String owner, MethodModel method) {
    this.owner = owner;
    this.method = method.methodName().stringValue();
    int slot = method.flags().has(AccessFlag.STATIC) ? 0 : 1;
    for (var parameter : method.methodTypeSymbol().parameterList()) {
      secretLocals.set(slot);
      slot += TypeKind.from(parameter).slotSize();
    }
  }

  /** What is objected to in all methods but constructors; empty if nothing is. */
  static Set<String> objections(Class<?> type) {
    ClassModel model = ClassFile.of().parse(bytes(type));
    String owner = model.thisClass().asInternalName();
    Set<String> all = new TreeSet<>();
    for (MethodModel method : model.methods()) {
      if (!method.methodName().equalsString("<init>")) {
        all.addAll(new ConstantTime(owner, method).read(method));
      }
    }
    return all;
  }

  private Set<String> read(MethodModel code) {
    int before;
    do {
      // Again, until no further variable turns out to hold a secret in the next round of a loop.
      before = secretLocals.cardinality();
      stack.clear();
      for (CodeElement element : code.code().orElseThrow()) {
        if (element instanceof Instruction instruction && !lost) {
          read(instruction);
        }
      }
    } while (secretLocals.cardinality() > before);
    return objections;
  }

  private void read(Instruction instruction) {
    switch (instruction) {
      case ConstantInstruction _ -> stack.push(false);
      case LoadInstruction load -> stack.push(secretLocals.get(load.slot()));
      case StoreInstruction store -> {
        if (stack.pop()) {
          secretLocals.set(store.slot());
        }
      }
      case IncrementInstruction _, ReturnInstruction _ -> {}
      case ConvertInstruction _ -> {}
      case ArrayLoadInstruction _ -> {
        refuseSecret(1, "an index");
        stack.pop();
        stack.push(true);
      }
      case ArrayStoreInstruction _ -> {
        stack.pop();
        refuseSecret(1, "an index");
        stack.pop();
      }
      case OperatorInstruction operator -> read(operator);
      case BranchInstruction branch -> read(branch);
      case InvokeInstruction call -> {
        call.typeSymbol().parameterList().forEach(_ -> stack.pop());
        if (!call.owner().asInternalName().equals(owner)) {
          object("a call of " + call.owner().asInternalName());
        }
        if (TypeKind.from(call.typeSymbol().returnType()) != TypeKind.VOID) {
          stack.push(true);
        }
      }
      default -> {
        lost = true;
        object("an unknown instruction, " + instruction.opcode());
      }
    }
  }

  private void read(OperatorInstruction operator) {
    switch (operator.opcode()) {
      case ARRAYLENGTH -> {
        stack.pop();
        stack.push(false);
      }
      case INEG -> {}
      case IADD, ISUB, IMUL, IAND, IOR, IXOR, ISHL, ISHR, IUSHR -> {
        boolean right = stack.pop();
        boolean left = stack.pop();
        stack.push(left || right);
      }
      default -> {
        lost = true;
        object("an operator whose time may vary, " + operator.opcode());
      }
    }
  }

  private void read(BranchInstruction branch) {
    switch (branch.opcode()) {
      case GOTO -> {}
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE -> refuseSecret(1, "a branch");
      case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE ->
          refuseSecret(2, "a branch");
      default -> {
        lost = true;
        object("an unknown branch, " + branch.opcode());
      }
    }
    // What follows is read in the order of the text, which is right only between statements.
    if (!stack.isEmpty()) {
      object("a choice within an expression");
      stack.clear();
    }
  }

  private void refuseSecret(int operands, String use) {
    for (int i = 0; i < operands; i++) {
      if (stack.pop()) {
        object(use + " that depends on a secret");
      }
    }
  }

  private void object(String objection) {
    objections.add(method + ": " + objection);
  }

  private static byte[] bytes(Class<?> type) {
    String name = type.getName().substring(type.getPackageName().length() + 1) + ".class";
    try (InputStream in = type.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
