package org.keyrite.age;

import java.io.IOException;
import java.io.InputStream;

/** The two pipes to a plugin, and the plugin at their other end. */
interface PluginChannel extends AutoCloseable {
  /** What the plugin writes. */
  InputStream output();

  /** Sends a whole message. */
  void write(byte[] message) throws IOException;

  /** Ends the plugin. */
  @Override
  void close();
}
