package org.keyrite.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** Makes age plugins, good and bad ones, from a few lines of Perl. */
public final class ScriptedPlugin {
  /** Wraps and unwraps file keys with no secret at all, as a plugin should. */
  public static final String GOOD =
      """
      listen_to_client();
      if ($state eq 'recipient-v1') {
          ask('recipient-stanza 0 toy argument', toy($file_key));
      } else {
          for (grep { $_->[0] eq 'toy argument' } @stanzas) {
              ask('file-key 0', toy($_->[1]));
              last;
          }
      }
      send_only('done');
      """;

  private ScriptedPlugin() {}

  /**
   * Installs a plugin.
   *
   * @param perl comes after {@code plugins/prelude.pl}
   * @return the program
   */
  public static Path install(Path folder, String name, String perl) {
    Tools.require("perl");
    try (InputStream prelude =
        Objects.requireNonNull(ScriptedPlugin.class.getResourceAsStream("/plugins/prelude.pl"))) {
      String start = new String(prelude.readAllBytes(), StandardCharsets.UTF_8);
      return write(folder, name, "#!/usr/bin/perl\n" + start + perl);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Installs any program under a plugin's name. */
  public static Path write(Path folder, String name, String program) throws IOException {
    Path file = folder.resolve("age-plugin-" + name);
    Files.writeString(file, program);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
