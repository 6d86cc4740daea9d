package org.keyrite.trust;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlValue;

/** The parties of a policy that is being read, with the places of their names. */
final class Parties {
  /** Bounds what hostile policies can make of it. Nobody reviews more. */
  static final int MOST = 256;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Map<String, Party> parties = new LinkedHashMap<>();
  private final Map<String, YamlValue> places = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();

  /** Reads a name that no other party has. */
  String newName(YamlValue value) throws YamlException {
    String name = value.text();
    if (!NAME.matcher(name).matches()) {
      throw value.error("expected a name: letters a to z, digits and . _ - (at most 64)");
    }
    // Two names that differ in capitals alone would be taken for one.
    if (places.put(name.toLowerCase(Locale.ROOT), value) != null) {
      throw value.error("'" + name + "' is the name of another signer or group already");
    }
    if (places.size() > MOST) {
      throw value.error("there are more than " + MOST + " signers and groups");
    }
    return name;
  }

  void add(Party party) {
    parties.put(party.name(), party);
  }

  /** Whether the party of that name has been read. */
  boolean has(String name) {
    return parties.containsKey(name);
  }

  /** The party that is named there, which something needs, then. */
  Party require(YamlValue place) throws YamlException {
    Party party = parties.get(place.text());
    if (party == null) {
      throw place.error("there is no signer or group '" + place.text() + "'");
    }
    used.add(party.name());
    return party;
  }

  /** A signer or a group that nothing needs is perhaps one that something should. */
  void requireAllUsed() throws YamlException {
    for (YamlValue place : places.values()) {
      if (!used.contains(place.text())) {
        throw place.error("nothing requires '" + place.text() + "'");
      }
    }
  }

  /**
   * Refuses parties that are needed together and have a signer in common, who would stand for two.
   *
   * @param value where they are named, in the same order
   */
  static void requireDistinct(List<YamlValue> value, List<Party> parties) throws YamlException {
    Map<Party.Signer, Party> seen = new LinkedHashMap<>();
    for (int i = 0; i < parties.size(); i++) {
      for (Party.Signer signer : parties.get(i).signers()) {
        Party other = seen.put(signer, parties.get(i));
        if (other != null) {
          throw value
              .get(i)
              .error(
                  "'"
                      + signer.name()
                      + "' would name both '"
                      + other.name()
                      + "' and '"
                      + parties.get(i).name()
                      + "'; where several are needed together, nobody may be in two of them");
        }
      }
    }
  }
}
