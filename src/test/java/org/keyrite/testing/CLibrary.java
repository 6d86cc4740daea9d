package org.keyrite.testing;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/**
 * The C of {@code src/main/c} with OpenSSL's object files, as the executable has it, called from
 * the JVM. What the code takes the processor for is one setting for all tests.
 */
public final class CLibrary {
  private static final MemoryLayout POINTER = ValueLayout.ADDRESS;
  private static final MemoryLayout INT = ValueLayout.JAVA_INT;
  private static final MemoryLayout SIZE = ValueLayout.JAVA_LONG;

  /** {@code IA32CAP_WORDS} of openssl.h. */
  private static final int FEATURE_WORDS = 10;

  /** {@code HASH_STATE} of keyrite.h. */
  private static final int HASH_STATE = 256;

  private static final CLibrary LIBRARY = load();

  private final SymbolLookup symbols;
  private final MethodHandle seal;
  private final MethodHandle open;
  private final MethodHandle begin;
  private final MethodHandle update;
  private final MethodHandle finish;
  private final int[] features;

  private CLibrary(Path file) {
    symbols = libraryLookup(file);
    seal = function("keyrite_seal", null, POINTER, POINTER, POINTER, SIZE, POINTER, SIZE, POINTER);
    open = function("keyrite_open", INT, POINTER, POINTER, POINTER, SIZE, POINTER, SIZE, POINTER);
    begin = function("keyrite_hash_begin", null, INT, INT, POINTER);
    update = function("keyrite_hash_update", null, INT, POINTER, POINTER, SIZE);
    finish = function("keyrite_hash_finish", null, INT, POINTER, POINTER);
    if ((int) call(function("keyrite_start", INT)) != 0) {
      throw new AssertionError("the self-test fails on this processor");
    }
    features = features();
  }

  /** The library; goes on only where it was built ({@code make unit-test} does that). */
  public static CLibrary require() {
    if (LIBRARY == null) {
      throw Tools.missing("target/c/libkeyrite.so was not built: make unit-test builds it");
    }
    return LIBRARY;
  }

  private static CLibrary load() {
    Path file = Path.of(System.getProperty("keyrite.c-library", "target/c/libkeyrite.so"));
    return Files.exists(file) ? new CLibrary(file) : null;
  }

  @SuppressWarnings("restricted") // the library is ours
  private static SymbolLookup libraryLookup(Path file) {
    return SymbolLookup.libraryLookup(file.toAbsolutePath(), Arena.global());
  }

  /** Has the code believe in a processor like this one, but without these features. */
  public void pretend(Processor processor) {
    int[] words = features.clone();
    processor.remove(words);
    try (Arena arena = Arena.ofConfined()) {
      call(
          function("features_write", null, POINTER),
          arena.allocateFrom(ValueLayout.JAVA_INT, words));
    }
  }

  /** What the processor has: the words of OpenSSL's {@code OPENSSL_ia32cap_P}. */
  public int[] features() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment words = arena.allocate(ValueLayout.JAVA_INT, FEATURE_WORDS);
      call(function("features_read", null, POINTER), words);
      return words.toArray(ValueLayout.JAVA_INT);
    }
  }

  /** The number of the first known answer that is wrong, 0 if none is. */
  public int selfTest() {
    return (int) call(function("keyrite_self_test", INT));
  }

  /** Has a function compute wrongly from now on: see faults.c. */
  public void spoil(int function) {
    call(function("fault_set", null, INT), function);
  }

  /**
   * Seals a text.
   *
   * @param offset where in memory text and ciphertext begin, past a multiple of 64 bytes
   */
  public byte[] seal(byte[] key, byte[] nonce, byte[] associated, byte[] text, int offset) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = copy(arena, text, offset);
      MemorySegment out = copy(arena, new byte[text.length + 16], offset);
      call(
          seal,
          copy(arena, key, 0),
          copy(arena, nonce, 0),
          copy(arena, associated, 0),
          (long) associated.length,
          in,
          (long) text.length,
          out);
      return out.toArray(ValueLayout.JAVA_BYTE);
    }
  }

  /** Opens what is sealed; null if it is not authentic. Where nothing may be written, it looks. */
  public byte[] open(byte[] key, byte[] nonce, byte[] associated, byte[] sealed, int offset) {
    byte[] untouched = new byte[sealed.length - 16];
    Arrays.fill(untouched, (byte) 0x55);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = copy(arena, untouched, offset);
      int authentic =
          (int)
              call(
                  open,
                  copy(arena, key, 0),
                  copy(arena, nonce, 0),
                  copy(arena, associated, 0),
                  (long) associated.length,
                  copy(arena, sealed, offset),
                  (long) untouched.length,
                  out);
      byte[] text = out.toArray(ValueLayout.JAVA_BYTE);
      if (authentic == 0 && !Arrays.equals(untouched, text)) {
        throw new AssertionError("a text that is not authentic was written");
      }
      return authentic == 0 ? null : text;
    }
  }

  /**
   * Hashes bytes.
   *
   * @param hash the number of the function in keyrite.h
   * @param length the hash's, in bytes
   * @param pieces how many of the bytes go in at a time, over and over
   */
  public byte[] hash(int hash, int length, byte[] bytes, int offset, int... pieces) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(HASH_STATE, 8);
      MemorySegment in = copy(arena, bytes, offset);
      call(begin, hash, length, state);
      int at = 0;
      for (int i = 0; at < bytes.length; i++) {
        int count = Math.min(pieces[i % pieces.length], bytes.length - at);
        call(update, hash, state, in.asSlice(at), (long) count);
        at += count;
      }
      MemorySegment digest = arena.allocate(64);
      call(finish, hash, state, digest);
      if (state.mismatch(arena.allocate(HASH_STATE)) != -1) {
        throw new AssertionError("the state was not wiped");
      }
      return digest.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }
  }

  private static MemorySegment copy(Arena arena, byte[] bytes, int offset) {
    MemorySegment memory = arena.allocate(offset + bytes.length + 1L, 64);
    return memory.asSlice(offset, bytes.length).copyFrom(MemorySegment.ofArray(bytes));
  }

  @SuppressWarnings("restricted") // the types are those of keyrite.h
  private MethodHandle function(String name, MemoryLayout result, MemoryLayout... arguments) {
    MemorySegment symbol = symbols.findOrThrow(name);
    return Linker.nativeLinker()
        .downcallHandle(
            symbol,
            result == null
                ? FunctionDescriptor.ofVoid(arguments)
                : FunctionDescriptor.of(result, arguments));
  }

  private static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(Objects.toString(function), e);
    }
  }
}
