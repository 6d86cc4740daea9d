package org.keyrite.crypto.signing;

import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP384R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP521R1Curve;
import org.bouncycastle.util.encoders.Hex;

/**
 * The curves of SP 800-186, section 3.2.1, one by one: the library's table of all curves that it
 * knows would bring every one of them into the image.
 */
public final class NistCurves {
  public static final ECDomainParameters P_256 =
      domain(
          new SecP256R1Curve(),
          "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296");

  private NistCurves() {}

  static ECDomainParameters p384() {
    return domain(
        new SecP384R1Curve(),
        "03aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a"
            + "545e3872760ab7");
  }

  static ECDomainParameters p521() {
    return domain(
        new SecP521R1Curve(),
        "0200c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe759"
            + "28fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66");
  }

  private static ECDomainParameters domain(ECCurve curve, String base) {
    return new ECDomainParameters(
        curve, curve.decodePoint(Hex.decode(base)), curve.getOrder(), curve.getCofactor());
  }
}
