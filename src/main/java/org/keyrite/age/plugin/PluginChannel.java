package org.keyrite.age.plugin;

import java.io.IOException;
import java.io.InputStream;

/** The two pipes to a plugin, and the plugin at their other end. */
public interface PluginChannel extends AutoCloseable {
  /** What the plugin writes. */
  InputStream output();

  /** Sends a whole message. */
  void write(byte[] message) throws IOException;

  /** Ends the plugin. */
  @Override
  void close();
}
