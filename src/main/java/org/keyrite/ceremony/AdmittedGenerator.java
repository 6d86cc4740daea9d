package org.keyrite.ceremony;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.keyrite.os.MemoryFile;
import org.keyrite.trust.VerifiedArtifact;

/** A generator that may run: its verified copy and those of its files, in memory and sealed. */
final class AdmittedGenerator implements AutoCloseable {
  private final Map<String, MemoryFile> copies = new LinkedHashMap<>();
  private VerifiedArtifact program;

  /** Makes a copy's file, empty. The first is the program's. */
  MemoryFile add(String name) throws IOException {
    MemoryFile copy = MemoryFile.forProgram(name);
    copies.put(copies.isEmpty() ? "" : name, copy);
    return copy;
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
    return copies.get("");
  }

  /** Its files, by name. */
  Map<String, MemoryFile> files() {
    Map<String, MemoryFile> files = new LinkedHashMap<>(copies);
    files.remove("");
    return Collections.unmodifiableMap(files);
  }

  @Override
  public void close() {
    copies.values().forEach(MemoryFile::close);
  }
}
