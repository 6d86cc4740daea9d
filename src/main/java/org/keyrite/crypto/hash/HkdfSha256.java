package org.keyrite.crypto.hash;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF with SHA-256 (RFC 5869). */
public final class HkdfSha256 {
  /** In bytes: what every derivation in age asks for, and the length of a pseudorandom key. */
  public static final int OUTPUT_LENGTH = 32;

  public static final byte[] NO_SALT = {};

  private HkdfSha256() {}

  /** Both steps at once, {@link #OUTPUT_LENGTH} bytes out, as age derives its keys. */
  public static byte[] derive(byte[] inputKey, byte[] salt, String info) {
    return generate(
        new HKDFParameters(inputKey, salt, info.getBytes(StandardCharsets.US_ASCII)),
        OUTPUT_LENGTH);
  }

  /** The first step alone: a pseudorandom key of {@link #OUTPUT_LENGTH} bytes. */
  public static byte[] extract(byte[] salt, byte[] inputKey) {
    return new HKDFBytesGenerator(new SHA256Digest()).extractPRK(salt, inputKey);
  }

  /** The second step alone. */
  public static byte[] expand(byte[] pseudorandomKey, byte[] info, int length) {
    return generate(HKDFParameters.skipExtractParameters(pseudorandomKey, info), length);
  }

  private static byte[] generate(HKDFParameters parameters, int length) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(parameters);
    byte[] output = new byte[length];
    generator.generateBytes(output, 0, length);
    return output;
  }
}
