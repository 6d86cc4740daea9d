package org.keyrite.crypto.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.junit.jupiter.api.Test;

/** The curves, against the library's own table. */
final class NistCurvesTest {
  @Test
  void theyAreTheLibrarysCurves() {
    assertSame("secp256r1", NistCurves.P_256);
    assertSame("secp384r1", NistCurves.p384());
    assertSame("secp521r1", NistCurves.p521());
  }

  private static void assertSame(String name, ECDomainParameters ours) {
    X9ECParameters theirs = CustomNamedCurves.getByName(name);
    assertEquals(theirs.getCurve(), ours.getCurve());
    assertEquals(theirs.getG(), ours.getG());
    assertEquals(theirs.getN(), ours.getN());
    assertEquals(theirs.getH(), ours.getH());
  }
}
