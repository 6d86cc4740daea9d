package org.keyrite.crypto;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import java.security.SecureRandom;
import java.util.Objects;
import org.bouncycastle.crypto.CryptoServiceProperties;
import org.bouncycastle.crypto.CryptoServicesRegistrar;

/**
 * Stands in the place of the library's own in the image. That one asks the JDK's providers for
 * randomness where it was given none, and system properties for what may be computed; so it would
 * bring all providers and a logging framework into the image.
 */
@Substitute
@TargetClass(CryptoServicesRegistrar.class)
final class LibraryServices {
  private LibraryServices() {}

  @Substitute
  public static SecureRandom getSecureRandom() {
    return Randomness.source();
  }

  @Substitute
  public static SecureRandom getSecureRandom(SecureRandom given) {
    return Objects.requireNonNullElseGet(given, Randomness::source);
  }

  /** Everything that keyrite computes may be computed. */
  @Substitute
  public static void checkConstraints(CryptoServiceProperties service) {}
}
