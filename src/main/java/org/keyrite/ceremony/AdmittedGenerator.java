package org.keyrite.ceremony;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyrite.os.MemoryFile;
import org.keyrite.trust.VerifiedArtifact;

/** A generator that may run: its verified copy and those of its files, in memory and sealed. */
final class AdmittedGenerator implements AutoCloseable {
  private final Map<String, MemoryFile> files = new LinkedHashMap<>();
  private MemoryFile copy;
  private VerifiedArtifact program;

  /** Makes the program's copy, empty. */
  MemoryFile addProgram(String name) throws IOException {
    copy = MemoryFile.forProgram(name);
    return copy;
  }

  /** Makes a file's copy, empty. */
  MemoryFile addFile(String name) throws IOException {
    MemoryFile file = MemoryFile.forProgram(name);
    files.put(name, file);
    return file;
  }

  /** The program is verified. */
  void verified(VerifiedArtifact artifact) {
    program = artifact;
  }

  /** The program, as it was verified. */
  VerifiedArtifact program() {
    return program;
  }

  /** The program's bytes. */
  MemoryFile copy() {
    return copy;
  }

  /** Its files, by name. */
  Map<String, MemoryFile> files() {
    return Collections.unmodifiableMap(files);
  }

  @Override
  public void close() {
    if (copy != null) {
      copy.close();
    }
    files.values().forEach(MemoryFile::close);
  }
}
