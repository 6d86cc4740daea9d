package org.keyrite.signature;

/** The armor of SSH signatures, in its one form but for the length of its lines. */
final class SshArmor {
  private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";
  private static final String END = "-----END SSH SIGNATURE-----";

  private SshArmor() {}

  /** What is in it; nothing may stand before or after. */
  static byte[] open(byte[] file) throws SignatureFormatException {
    TextLines lines = new TextLines(file, TextLines.MOST_BYTES);
    if (!lines.next("a BEGIN line").equals(BEGIN)) {
      throw new SignatureFormatException("does not start with " + BEGIN);
    }
    StringBuilder base64 = new StringBuilder();
    for (String line = lines.next(END); !line.equals(END); line = lines.next(END)) {
      base64.append(line);
    }
    lines.requireEnd("the signature");
    return TextLines.decode(base64.toString(), "a signature");
  }
}
