package org.keyrite.age.plugin;

import org.keyrite.age.Identity;
import org.keyrite.age.Recipient;
import org.keyrite.age.header.AgeException.KeyFailure;

/** Makes keys of the encodings that only plugins know, or refuses to. */
public interface PluginKeys {
  /** Where no plugin runs. */
  PluginKeys NONE = refused("no plugin runs here");

  /** Where keys are written down, and nothing is encrypted: recipients have their names alone. */
  PluginKeys NAMED =
      new PluginKeys() {
        @Override
        public Recipient recipient(String encoded) throws KeyFailure {
          return Plugins.named(encoded);
        }

        @Override
        public Identity identity(byte[] encoded) throws KeyFailure {
          return NONE.identity(encoded);
        }
      };

  /**
   * A recipient that a plugin knows.
   *
   * @param encoded {@code age1name1…}
   * @throws KeyFailure if it does not name a plugin, or if plugins are refused
   */
  Recipient recipient(String encoded) throws KeyFailure;

  /**
   * An identity that a plugin knows.
   *
   * @param encoded {@code AGE-PLUGIN-NAME-1…}; copied, so the caller still has to wipe it
   * @throws KeyFailure if it does not name a plugin, or if plugins are refused
   */
  Identity identity(byte[] encoded) throws KeyFailure;

  /**
   * Refuses every key that needs a plugin.
   *
   * @param because a clause that tells why
   */
  static PluginKeys refused(String because) {
    return refused(because, "give an identity of another type");
  }

  /** The same, with something else to do about an identity than to give another. */
  static PluginKeys refused(String because, String identityAdvice) {
    return new PluginKeys() {
      @Override
      public Recipient recipient(String encoded) throws KeyFailure {
        throw new KeyFailure(
            "this is a plugin's recipient, and " + because, "give a recipient of another type");
      }

      @Override
      public Identity identity(byte[] encoded) throws KeyFailure {
        throw new KeyFailure("this is a plugin's identity, and " + because, identityAdvice);
      }
    };
  }
}
