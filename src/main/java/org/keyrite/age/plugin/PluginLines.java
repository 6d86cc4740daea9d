package org.keyrite.age.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.keyrite.age.header.AgeException.PluginFailure;
import org.keyrite.age.header.HeaderParser;
import org.keyrite.age.header.StanzaParser;

/** The lines that a plugin writes, as many as it may. What passed through is wiped. */
final class PluginLines implements StanzaParser.Lines, AutoCloseable {
  /** In bytes, of all lines together: what the longest header could take. */
  static final int MAX_LENGTH = HeaderParser.MAX_LENGTH;

  private final String name;
  private final InputStream in;
  private final byte[] buffer = new byte[1 << 14];
  private final byte[] line = new byte[HeaderParser.MAX_LINE_LENGTH];
  private int position;
  private int limit;
  private int total;

  /**
   * Lines of a plugin.
   *
   * @param name the plugin's, for errors
   * @param in not closed
   */
  PluginLines(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  @Override
  public byte[] next() throws PluginFailure {
    int length = 0;
    for (int next = read(); next != '\n'; next = read()) {
      if (length == line.length) {
        throw malformed("a line has more than " + line.length + " bytes");
      }
      line[length++] = (byte) next;
    }
    return Arrays.copyOf(line, length);
  }

  @Override
  public PluginFailure malformed(String sentence) {
    return breach(name, sentence);
  }

  static PluginFailure breach(String name, String what) {
    return new PluginFailure(
        name, "broke the protocol: " + what, "get its newest version, or ask its maker");
  }

  static PluginFailure ended(String name) {
    return new PluginFailure(
        name, "ended before it had answered", "set AGEDEBUG=plugin to see what it says");
  }

  private int read() throws PluginFailure {
    if (position == limit) {
      position = 0;
      limit = fill();
      total += limit;
      if (limit == 0) {
        throw ended(name);
      }
      if (total > MAX_LENGTH) {
        throw malformed("it says more than " + MAX_LENGTH + " bytes");
      }
    }
    return buffer[position++] & 0xff;
  }

  private int fill() {
    try {
      return Math.max(in.read(buffer), 0);
    } catch (IOException e) {
      // The pipe goes with the process.
      return 0;
    }
  }

  @Override
  public void close() {
    Arrays.fill(buffer, (byte) 0);
    Arrays.fill(line, (byte) 0);
  }
}
