package org.keyrite.openpgp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.keyrite.openpgp.Checked.bytes;
import static org.keyrite.openpgp.Checked.detached;
import static org.keyrite.openpgp.Checked.good;
import static org.keyrite.openpgp.Checked.join;
import static org.keyrite.openpgp.Checked.sentence;
import static org.keyrite.openpgp.Checked.text;
import static org.keyrite.openpgp.Forge.subpacket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPKey;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPApi;
import org.bouncycastle.openpgp.operator.PGPKeyPairGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyrite.signature.Finding;
import org.keyrite.signature.Finding.Good;
import org.keyrite.signature.Rejection;
import org.keyrite.signature.SignatureFormatException;
import org.keyrite.signature.SignedMessage;

/** Keys and signatures of version 6: the specification's, BouncyCastle's, and our own. */
class Version6Test {
  private static final String RFC_KEY =
      "CB186C4F0609A697E4D52DFA6C722B0C1F1E27C18A56708F6525EC27BAD9ACC9";
  private static final Instant RFC_SIGNED = Instant.parse("2022-12-13T16:08:03Z");
  private static final String RFC_TEXT =
      "What we need from the grocery store:\n\n- tofu\n- vegetables\n- noodles\n";

  private static final byte[] DATA = bytes("what was released\n");
  private static final Instant SIGNED = Gpg.START.plus(Duration.ofDays(10));
  private static final Instant NOW = Gpg.START.plus(Duration.ofDays(20));

  private static byte[] vector(String name) throws IOException {
    try (InputStream in = Version6Test.class.getResourceAsStream("/vectors/rfc9580/" + name)) {
      return in.readAllBytes();
    }
  }

  private static Certificates rfcCertificates() throws Exception {
    return Gpg.certificates(Set.of(RFC_KEY), vector("certificate.asc"));
  }

  @Test
  void theSpecificationsClearSignedMessage() throws Exception {
    SignedMessage message =
        ClearSignedMessage.read(vector("clear-signed.asc"), rfcCertificates(), NOW);
    // The empty line below belongs to the text.
    assertEquals(RFC_TEXT + "\n", text(message.content().orElseThrow()));
    Good good = good(message.findings());
    assertEquals(RFC_KEY, good.key().fingerprint());
    assertEquals(RFC_SIGNED, good.made().orElseThrow());
    assertEquals("Ed25519, SHA-512, as text", good.algorithm());
  }

  @Test
  void theSpecificationsInlineSignedMessage() throws Exception {
    SignedMessage message =
        InlineMessage.read(vector("inline-signed.asc"), 1000, rfcCertificates(), NOW);
    assertEquals(Optional.empty(), message.content());
    // It is signed as text, of which somebody could have changed the line ends.
    assertEquals(
        "The signature that names the key "
            + RFC_KEY
            + " is over text, and would hold for the file with other line ends too: it has to be made"
            + " without --textmode.",
        sentence(Rejection.WRONG_PURPOSE, message.findings()));
  }

  /** The same message, whose lines end as they were signed. */
  @Test
  void theSpecificationsInlineSignedMessageAsItWasSigned() throws Exception {
    String message =
        text(
            new ArmoredInputStream(new ByteArrayInputStream(vector("inline-signed.asc")))
                .readAllBytes());
    String signed = RFC_TEXT.replace("\n", "\r\n");
    int start = message.indexOf(RFC_TEXT);
    // Its length stands before the format, an empty name, and a date.
    int length = start - 7;
    byte[] whole =
        bytes(
            message.substring(0, length)
                + (char) (message.charAt(length) + signed.length() - RFC_TEXT.length())
                + message.substring(length + 1, start)
                + signed
                + message.substring(start + RFC_TEXT.length()));
    SignedMessage read = InlineMessage.read(whole, 1000, rfcCertificates(), NOW);
    assertEquals(signed, text(read.content().orElseThrow()));
    assertEquals("Ed25519, SHA-512, as text", good(read.findings()).algorithm());
  }

  @ParameterizedTest
  @CsvSource({"4, false", "4, true", "6, false", "6, true"})
  void whatBouncyCastleMakes(int version, boolean ed448) throws Exception {
    BcOpenPGPApi api = new BcOpenPGPApi();
    var generator = api.generateKey(version, Date.from(Gpg.START));
    OpenPGPKey key =
        (ed448 ? generator.ed448x448Key("signer") : generator.ed25519x25519Key("signer")).build();
    List<OpenPGPDocumentSignature> signatures =
        api.createDetachedSignature().addSigningKey(key).sign(new ByteArrayInputStream(DATA));
    assertEquals(1, signatures.size());
    byte[] signature = signatures.getFirst().getSignature().getEncoded();
    String fingerprint = HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
    assertEquals(version == 6 ? 64 : 40, fingerprint.length());
    Instant later = Instant.now().plusSeconds(60);
    for (byte[] file :
        List.of(
            key.toCertificate().getEncoded(), bytes(key.toCertificate().toAsciiArmoredString()))) {
      Certificates certificates = Gpg.certificates(Set.of(fingerprint), file);
      Good good = good(detached(signature, DATA, certificates, later));
      assertEquals(fingerprint, good.key().fingerprint());
      // The primary key only certifies: a subkey signed.
      assertEquals(fingerprint.length(), good.madeBy().length());
      assertNotEquals(fingerprint, good.madeBy());
      assertEquals(ed448 ? "Ed448" : "Ed25519", good.algorithm().split(",", -1)[0]);
      sentence(
          Rejection.NOT_THESE_BYTES,
          detached(signature, bytes("something else"), certificates, later));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, SHA-256", "9, SHA-384", "10, SHA-512", "12, SHA3-256", "14, SHA3-512"})
  void everyStrongHashIsVerified(int hash, String name) throws Exception {
    for (int version : new int[] {4, 6}) {
      Forge key = new Forge(version, Gpg.START, 1);
      byte[] signature = key.sign(0x00, SIGNED).hash(hash).over(DATA).packet();
      Certificates certificates = Gpg.certificates(Set.of(key.fingerprint()), key.certificate());
      assertEquals(
          "Ed25519, " + name, good(detached(signature, DATA, certificates, NOW)).algorithm());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 11})
  void weakHashesAreNot(int hash) throws Exception {
    Forge key = new Forge(6, Gpg.START, 1);
    byte[] signature = key.sign(0x00, SIGNED).hash(hash).over(DATA).packet();
    sentence(
        Rejection.WEAK_HASH,
        detached(
            signature, DATA, Gpg.certificates(Set.of(key.fingerprint()), key.certificate()), NOW));
  }

  @Test
  void aSubkeySignsAndAnswers() throws Exception {
    Forge key = new Forge(6, Gpg.START, 1);
    Forge subkey = new Forge(6, Gpg.START, 2);
    byte[] signature = subkey.sign(0x00, SIGNED).over(DATA).packet();
    byte[] bound = join(key.certificate(), subkey.subkey(), key.bind(subkey, Gpg.START).packet());
    assertEquals(
        subkey.fingerprint(),
        good(detached(signature, DATA, Gpg.certificates(Set.of(key.fingerprint()), bound), NOW))
            .madeBy());
    byte[] both = join(key.signed(), subkey.signed());
    byte[] unanswered = key.sign(0x18, Gpg.START).with(subpacket(27, (byte) 2)).over(both).packet();
    byte[] notBound = join(key.certificate(), subkey.subkey(), unanswered);
    sentence(
        Rejection.KEY_NOT_FOR_SIGNING,
        detached(signature, DATA, Gpg.certificates(Set.of(key.fingerprint()), notBound), NOW));
  }

  @Test
  void aUserIdSaysNothingAboutTheKey() throws Exception {
    Forge key = new Forge(6, Gpg.START, 1);
    byte[] signature = key.sign(0x00, SIGNED).over(DATA).packet();
    byte[] userIdOnly = join(key.primary(), key.named(key.certification(Gpg.START)));
    sentence(
        Rejection.KEY_NOT_FOR_SIGNING,
        detached(signature, DATA, Gpg.certificates(Set.of(key.fingerprint()), userIdOnly), NOW));
  }

  @Test
  void keysAndSignaturesAreOfTheSameVersion() throws Exception {
    Forge old = new Forge(4, Gpg.START, 1);
    Forge key = new Forge(6, Gpg.START, 1);
    byte[] signature = old.sign(0x00, SIGNED).over(DATA).packet();
    byte[] renamed =
        old.sign(0x00, SIGNED)
            .withoutIssuer()
            .with(subpacket(33, join(new byte[] {6}, key.fingerprintBytes())))
            .over(DATA)
            .packet();
    Certificates certificates = Gpg.certificates(Set.of(key.fingerprint()), key.certificate());
    sentence(Rejection.UNKNOWN_KEY, detached(signature, DATA, certificates, NOW));
    sentence(Rejection.NOT_THESE_BYTES, detached(renamed, DATA, certificates, NOW));
  }

  @Test
  void theNewKindOfKeyIsVerifiedInVersion4Too() throws Exception {
    Forge key = new Forge(4, Forge.ED25519, Gpg.START, 1);
    byte[] signature = key.sign(0x00, SIGNED).over(DATA).packet();
    Certificates certificates = Gpg.certificates(Set.of(key.fingerprint()), key.certificate());
    good(detached(signature, DATA, certificates, NOW));
    // The same secret, and a signature that would verify if versions did not matter.
    byte[] newer =
        new Forge(6, Gpg.START, 1)
            .sign(0x00, SIGNED)
            .withoutIssuer()
            .with(subpacket(33, join(new byte[] {4}, key.fingerprintBytes())))
            .over(DATA)
            .packet();
    sentence(Rejection.NOT_THESE_BYTES, detached(newer, DATA, certificates, NOW));
  }

  @Test
  void eachSaltIsAHashOfItsOwnAndThereAreNotTooMany() throws Exception {
    Forge key = new Forge(6, Gpg.START, 1);
    Certificates certificates = Gpg.certificates(Set.of(key.fingerprint()), key.certificate());
    byte[] same = key.sign(0x00, SIGNED).over(DATA).packet();
    byte[][] signatures = new byte[65][];
    for (int i = 0; i < signatures.length; i++) {
      signatures[i] = key.sign(0x00, SIGNED).salted(i).over(DATA).packet();
    }
    List<Finding> most = detached(join(Arrays.copyOf(signatures, 64)), DATA, certificates, NOW);
    assertEquals(64, most.stream().filter(Good.class::isInstance).count());
    assertEquals(3, detached(join(same, same, same), DATA, certificates, NOW).size());
    assertEquals(
        "holds signatures that need more than 64 hashes of the same file",
        assertThrows(
                SignatureFormatException.class,
                () -> detached(join(signatures), DATA, certificates, NOW))
            .getMessage());
  }

  @Test
  void aSaltHasTheLengthThatItsHashWants() throws Exception {
    Forge key = new Forge(6, Gpg.START, 1);
    Certificates certificates = Gpg.certificates(Set.of(key.fingerprint()), key.certificate());
    byte[] signature = key.sign(0x00, SIGNED).saltLength(16).over(DATA).packet();
    sentence(Rejection.MALFORMED, detached(signature, DATA, certificates, NOW));
  }

  @Test
  void aHashThatIsShorterThanTheCurveProvesTooLittle() throws Exception {
    BcOpenPGPApi api = new BcOpenPGPApi();
    OpenPGPKey key =
        api.generateKey(6, Date.from(Gpg.START))
            .withPrimaryKey()
            .addSigningSubkey(PGPKeyPairGenerator::generateNistP384ECDSAKeyPair)
            .build();
    OpenPGPComponentKey subkey = key.getSigningKeys().getFirst();
    String fingerprint = HexFormat.of().withUpperCase().formatHex(key.getFingerprint());
    PGPSignatureGenerator generator =
        new PGPSignatureGenerator(
            new BcPGPContentSignerBuilder(PublicKeyAlgorithmTags.ECDSA, HashAlgorithmTags.SHA256),
            subkey.getPGPPublicKey());
    generator.init(
        PGPSignature.BINARY_DOCUMENT,
        key.getSecretKey(subkey).getPGPSecretKey().extractPrivateKey(null));
    generator.update(DATA);
    byte[] signature = generator.generate().getEncoded();
    assertEquals(
        "The subkey "
            + HexFormat.of().withUpperCase().formatHex(subkey.getPGPPublicKey().getFingerprint())
            + " of the key "
            + fingerprint
            + " is of a kind (ECDSA P-384) that must not sign over the shorter SHA-256.",
        sentence(
            Rejection.WEAK_HASH,
            detached(
                signature,
                DATA,
                Gpg.certificates(Set.of(fingerprint), key.toCertificate().getEncoded()),
                Instant.now().plusSeconds(60))));
  }
}
