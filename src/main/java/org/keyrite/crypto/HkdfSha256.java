package org.keyrite.crypto;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/** HKDF with SHA-256 (RFC 5869), 32 bytes out, as every derivation in age has it. */
final class HkdfSha256 {
  private static final int OUTPUT_LENGTH = 32;
  static final byte[] NO_SALT = {};

  private HkdfSha256() {}

  static byte[] derive(byte[] inputKey, byte[] salt, String info) {
    HKDFBytesGenerator generator = new HKDFBytesGenerator(new SHA256Digest());
    generator.init(new HKDFParameters(inputKey, salt, info.getBytes(StandardCharsets.US_ASCII)));
    byte[] output = new byte[OUTPUT_LENGTH];
    generator.generateBytes(output, 0, OUTPUT_LENGTH);
    return output;
  }
}
