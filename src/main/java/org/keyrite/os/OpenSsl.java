package org.keyrite.os;

import java.util.Objects;
import org.graalvm.nativeimage.PinnedObject;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunction.Transition;
import org.graalvm.nativeimage.c.function.CLibrary;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CLongPointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;

/**
 * OpenSSL's assembly and C, which are linked in, by way of {@code src/main/c}. They choose by what
 * this processor has. In the native executable only ({@link Image#isNative}).
 *
 * <p>The calls stay in Java's thread state ({@link Transition#NO_TRANSITION}), and Java's collector
 * waits for them: one of them should get a few hundred KiB at most. The arrays are held in their
 * place meanwhile, so that nothing is copied.
 *
 * <p>Known answers are computed before the first use, in some ten microseconds; where one is wrong,
 * every method throws {@link SelfTestFailure}.
 */
@CLibrary(value = "keyrite", requireStatic = true)
public final class OpenSsl {
  /** In bytes, as that of a nonce and of a tag: RFC 8439, section 2.8. */
  public static final int KEY_LENGTH = 32;

  public static final int NONCE_LENGTH = 12;

  public static final int TAG_LENGTH = 16;

  /** {@code HASH_STATE} of keyrite.h, in longs. */
  private static final int HASH_STATE_LONGS = 32;

  /** The number of the first known answer that is wrong; 0 if none is. */
  private static final int WRONG_ANSWER = start();

  private OpenSsl() {}

  /**
   * Encrypts {@code length} bytes with ChaCha20-Poly1305, and writes the ciphertext and the tag:
   * {@code length + TAG_LENGTH} bytes. There is no associated data. The ranges must not overlap.
   */
  public static void seal(
      byte[] key, byte[] nonce, byte[] text, int from, int length, byte[] sealed, int to) {
    checkLengths(key, nonce);
    Objects.checkFromIndexSize(from, length, text.length);
    Objects.checkFromIndexSize(to, Math.addExact(length, TAG_LENGTH), sealed.length);
    try (PinnedObject pinnedKey = PinnedObject.create(key);
        PinnedObject pinnedNonce = PinnedObject.create(nonce);
        PinnedObject pinnedText = PinnedObject.create(text);
        PinnedObject pinnedSealed = PinnedObject.create(sealed)) {
      seal(
          start(pinnedKey),
          start(pinnedNonce),
          WordFactory.nullPointer(),
          0,
          place(pinnedText, from),
          length,
          place(pinnedSealed, to));
    }
  }

  /**
   * Decrypts what {@link #seal} wrote, {@code length} bytes with the tag, if the tag is right. The
   * ranges must not overlap.
   *
   * @return false if it is not; nothing is written then
   */
  public static boolean open(
      byte[] key, byte[] nonce, byte[] sealed, int from, int length, byte[] text, int to) {
    checkLengths(key, nonce);
    Objects.checkFromIndexSize(from, length, sealed.length);
    int textLength = length - TAG_LENGTH;
    if (textLength < 0) {
      return false;
    }
    Objects.checkFromIndexSize(to, textLength, text.length);
    try (PinnedObject pinnedKey = PinnedObject.create(key);
        PinnedObject pinnedNonce = PinnedObject.create(nonce);
        PinnedObject pinnedSealed = PinnedObject.create(sealed);
        PinnedObject pinnedText = PinnedObject.create(text)) {
      return open(
              start(pinnedKey),
              start(pinnedNonce),
              WordFactory.nullPointer(),
              0,
              place(pinnedSealed, from),
              textLength,
              place(pinnedText, to))
          != 0;
    }
  }

  private static void checkLengths(byte[] key, byte[] nonce) {
    requireRightAnswers();
    if (key.length != KEY_LENGTH || nonce.length != NONCE_LENGTH) {
      throw new IllegalArgumentException(
          "a key of " + key.length + " bytes, a nonce of " + nonce.length);
    }
  }

  private static void requireRightAnswers() {
    if (WRONG_ANSWER != 0) {
      throw new SelfTestFailure(WRONG_ANSWER);
    }
  }

  private static CCharPointer start(PinnedObject array) {
    return place(array, 0);
  }

  private static CCharPointer place(PinnedObject array, int index) {
    return array.addressOfArrayElement(index);
  }

  /** A hash function. */
  public enum Hash {
    SHA_256(0),
    SHA_384(1),
    SHA_512(2),
    /** Of any number of bytes from 1 to 64, without a key. */
    BLAKE2B(3);

    /** Its number in keyrite.h. */
    private final int number;

    Hash(int number) {
      this.number = number;
    }
  }

  /** A hash of bytes that pass by. */
  public static final class Hashing {
    private final Hash hash;
    private final int length;
    private final long[] state;

    private Hashing(Hash hash, int length, long[] state) {
      this.hash = hash;
      this.length = length;
      this.state = state;
    }

    /**
     * Begins.
     *
     * @param length the hash's, in bytes
     */
    public static Hashing begin(Hash hash, int length) {
      requireRightAnswers();
      long[] state = new long[HASH_STATE_LONGS];
      try (PinnedObject pinned = PinnedObject.create(state)) {
        OpenSsl.begin(hash.number, length, memory(pinned));
      }
      return new Hashing(hash, length, state);
    }

    /** More bytes. */
    public void update(byte[] bytes, int from, int count) {
      Objects.checkFromIndexSize(from, count, bytes.length);
      if (count == 0) {
        return;
      }
      try (PinnedObject pinned = PinnedObject.create(state);
          PinnedObject pinnedBytes = PinnedObject.create(bytes)) {
        OpenSsl.update(hash.number, memory(pinned), place(pinnedBytes, from), count);
      }
    }

    /** The hash of all bytes so far; ends it. */
    public byte[] finish() {
      byte[] digest = new byte[length];
      try (PinnedObject pinned = PinnedObject.create(state);
          PinnedObject pinnedDigest = PinnedObject.create(digest)) {
        OpenSsl.finish(hash.number, memory(pinned), start(pinnedDigest));
      }
      return digest;
    }

    /** Another one that goes on from here. */
    public Hashing copy() {
      return new Hashing(hash, length, state.clone());
    }

    private static CLongPointer memory(PinnedObject state) {
      return state.addressOfArrayElement(0);
    }
  }

  @CFunction(value = "keyrite_start", transition = Transition.NO_TRANSITION)
  private static native int start();

  @CFunction(value = "keyrite_seal", transition = Transition.NO_TRANSITION)
  private static native void seal(
      CCharPointer key,
      CCharPointer nonce,
      PointerBase associated,
      long associatedLength,
      CCharPointer text,
      long length,
      CCharPointer sealed);

  @CFunction(value = "keyrite_open", transition = Transition.NO_TRANSITION)
  private static native int open(
      CCharPointer key,
      CCharPointer nonce,
      PointerBase associated,
      long associatedLength,
      CCharPointer sealed,
      long length,
      CCharPointer text);

  @CFunction(value = "keyrite_hash_begin", transition = Transition.NO_TRANSITION)
  private static native void begin(int hash, int length, CLongPointer state);

  @CFunction(value = "keyrite_hash_update", transition = Transition.NO_TRANSITION)
  private static native void update(int hash, CLongPointer state, CCharPointer bytes, long length);

  @CFunction(value = "keyrite_hash_finish", transition = Transition.NO_TRANSITION)
  private static native void finish(int hash, CLongPointer state, CCharPointer digest);
}
