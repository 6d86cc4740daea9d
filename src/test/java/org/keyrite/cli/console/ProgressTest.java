package org.keyrite.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyrite.cli.age.ToolRun;
import org.keyrite.cli.console.ProgressScreen.Style;

/** What is counted, and when {@code age} shows it. */
final class ProgressTest {
  private static final String SHOWN_AND_ERASED =
      "\rage: 64.0 KiB read, 32.0 KiB/s\u001b[K\r\u001b[K";
  private static final long PATIENCE_NANOSECONDS = 30_000_000_000L;

  @TempDir private Path folder;
  private final FakeScreen screen = new FakeScreen();
  private Path out;
  private Path identity;
  private String recipient;

  @BeforeEach
  void makeKeys() {
    out = folder.resolve("out");
    identity = folder.resolve("key");
    assertEquals(0, new ToolRun().keygen("-o", identity).status());
    recipient = new ToolRun().keygen("-y", identity).out().strip();
  }

  /** Input that takes two seconds, and then waits until somebody sees how far it is. */
  private InputStream slow(byte[] bytes) {
    return new InputStream() {
      private final InputStream content = new ByteArrayInputStream(bytes);

      @Override
      public int read() throws IOException {
        throw new IOException("nobody reads so slowly");
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int count = content.read(target, offset, length);
        if (count < 0) {
          screen.passes(Duration.ofSeconds(2));
          long end = System.nanoTime() + PATIENCE_NANOSECONDS;
          while (screen.shown().isEmpty()) {
            Thread.onSpinWait();
            assertTrue(System.nanoTime() - end < 0, "nothing is ever shown");
          }
        }
        return count;
      }
    };
  }

  private ToolRun watched() {
    return new ToolRun().watchedOn(screen);
  }

  @Test
  void encryptionIsShownAndErased() {
    ToolRun run = watched().withInput(slow(new byte[1 << 16])).age("-r", recipient, "-o", out);
    assertEquals(0, run.status(), screen.shown());
    assertEquals(SHOWN_AND_ERASED, screen.shown());
    assertTrue(Files.exists(out));
  }

  @Test
  void decryptionIsToo() throws IOException {
    // A file of 64 KiB: the header and what surrounds a payload take the rest.
    byte[] sealed =
        new ToolRun().withInput("x".repeat((1 << 16) - 200)).age("-r", recipient).bytes();
    assertEquals(1 << 16, sealed.length);
    ToolRun run = watched().withInput(slow(sealed)).age("-d", "-i", identity, "-o", out);
    assertEquals(0, run.status(), screen.shown());
    assertEquals(SHOWN_AND_ERASED, screen.shown());
  }

  @Test
  void whatFailsIsSaidOnACleanLine() {
    byte[] sealed = new ToolRun().withInput("x".repeat(1 << 17)).age("-r", recipient).bytes();
    byte[] part = Arrays.copyOf(sealed, 1 << 16);
    ToolRun run = watched().withInput(slow(part)).age("-d", "-i", identity, "-o", out);
    assertEquals(1, run.status());
    assertTrue(screen.shown().startsWith(SHOWN_AND_ERASED + "age: error: "), screen.shown());
    assertFalse(Files.exists(out));
  }

  @Test
  void nothingIsShownBesideWhatIsOnTheScreenAnyway() {
    watched().onTerminals(1, 2).withInput("a").age("-a", "-r", recipient);
    watched().onTerminals(0, 2).withInput("a").age("-r", recipient, "-o", out);
    watched().onTerminals(2).withInput("a").age("-r", recipient, "-o", folder);
    assertFalse(screen.wasLookedAt());
    watched().onTerminals(1, 2).withInput("a").age("-r", recipient, "-o", "/dev/null");
    assertTrue(screen.wasLookedAt());
  }

  @Test
  void itBeginsWhenEverythingWasAsked() throws IOException {
    ToolRun run =
        watched()
            .typing("hunter2", "hunter2")
            .whenAsked(() -> assertFalse(screen.wasLookedAt()))
            .withInput(slow(new byte[1 << 16]))
            .age("-p", "-o", out);
    assertEquals(0, run.status(), screen.shown());
    assertEquals(SHOWN_AND_ERASED, screen.shown());
    byte[] sealed = Files.readAllBytes(out);
    FakeScreen another = new FakeScreen();
    run =
        new ToolRun()
            .watchedOn(another)
            .typing("hunter2")
            .whenAsked(() -> assertFalse(another.wasLookedAt()))
            .withInput(new ByteArrayInputStream(sealed))
            .age("-d", "-o", folder.resolve("plain"));
    assertEquals(0, run.status(), another.shown());
    assertTrue(another.wasLookedAt());
  }

  @Test
  void whereNothingIsShownTheInputIsReadAsItIs() {
    InputStream input = InputStream.nullInputStream();
    try (Progress progress = new Progress(screen.of(Style.NONE), "age", Assertions::fail).begin()) {
      assertSame(input, progress.counting(input));
    }
    assertFalse(screen.wasLookedAt());
  }

  @Test
  void ofAFileTheRestIsKnown() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[100]);
    try (InputStream input = new FileInput(file.toString())) {
      assertEquals(OptionalLong.of(100), Progress.left(input));
      input.readNBytes(60);
      assertEquals(OptionalLong.of(40), Progress.left(input));
    }
    try (InputStream input = new FileInput("/dev/zero")) {
      assertEquals(OptionalLong.empty(), Progress.left(input));
    }
    assertEquals(OptionalLong.empty(), Progress.left(InputStream.nullInputStream()));
  }

  @ParameterizedTest
  @CsvSource({
    "xterm, , false",
    "xterm, '', false",
    "xterm, 1, true",
    "xterm, 0, true",
    "dumb, , true",
    "'', , true",
    ", , true"
  })
  void theEnvironmentCanAskForText(String terminal, String noColor, boolean plain) {
    Map<String, String> environment = new HashMap<>();
    Optional.ofNullable(terminal).ifPresent(value -> environment.put("TERM", value));
    Optional.ofNullable(noColor).ifPresent(value -> environment.put("NO_COLOR", value));
    assertEquals(plain, ProgressScreen.wantsPlain(environment));
  }
}
