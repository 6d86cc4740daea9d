package org.keyrite.ceremony.plan;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keyrite.checksum.ChecksumFormatException;
import org.keyrite.checksum.ChecksumList;
import org.keyrite.crypto.hash.StrongHash;
import org.keyrite.files.BoundedFile;
import org.keyrite.machine.TimeLimit;
import org.keyrite.trust.FixedVersion;
import org.keyrite.trust.Pin;
import org.keyrite.trust.Policy;
import org.keyrite.trust.PolicyReader;
import org.keyrite.yaml.YamlException;
import org.keyrite.yaml.YamlText;
import org.keyrite.yaml.YamlValue;

/**
 * Reads a plan's {@code generator}.
 *
 * @param folder the plan's folder, which relative names start from
 */
record GeneratorReader(Path folder) {
  private static final Duration USUAL_TIME_LIMIT = Duration.ofMinutes(1);
  private static final int USUAL_OUTPUT_BYTES = 64 << 10;
  private static final int MOST_OUTPUT_BYTES = 16 << 20;
  private static final int MOST_LIST_BYTES = 1 << 20;

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,7})(B|KiB|MiB)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)\\}");

  private static final Set<String> PLACEHOLDERS = Set.of("workspace", "files");

  /** What the room has place for, with the system's folders. */
  private static final int MOST_FOLDERS = 32;

  private static final int MOST_FILES = 32;

  /** The room has its own of these. */
  private static final Set<Path> NEVER =
      Set.of(Path.of("/proc"), Path.of("/dev"), Path.of("/sys"), Path.of("/files"));

  Plan.Generator read(YamlValue value) throws YamlException {
    YamlValue.Fields fields =
        value.fields(
            "file",
            "version",
            "sha256",
            "checksums",
            "trust",
            "arguments",
            "files",
            "folders",
            "time-limit",
            "output-limit");
    Path file = folder.resolve(YamlText.path(fields.required("file"))).normalize();
    if (file.getFileName() == null) {
      throw fields.required("file").error("expected a program");
    }
    String version = FixedVersion.read(fields.required("version"));
    return new Plan.Generator(
        file,
        version,
        pin(fields, file),
        trust(fields.optional("trust"), file.getFileName().toString(), version),
        arguments(fields.optional("arguments")),
        files(fields.optional("files")),
        folders(fields.optional("folders")),
        timeLimit(fields.optional("time-limit")),
        outputLimit(fields.optional("output-limit")));
  }

  private Optional<Pin> pin(YamlValue.Fields fields, Path file) throws YamlException {
    Optional<YamlValue> hashes = fields.optional("sha256");
    Optional<YamlValue> list = fields.optional("checksums");
    if (hashes.isPresent() && list.isPresent()) {
      throw fields.mapping().error("either 'sha256' or 'checksums' pins the generator, not both");
    }
    if (hashes.isPresent()) {
      return Optional.of(Pin.read(hashes.get()));
    }
    if (list.isPresent()) {
      return Optional.of(listed(list.get(), fields.required("file").text(), file));
    }
    if (fields.optional("trust").isEmpty()) {
      throw fields
          .mapping()
          .error(
              "the generator has no pin: add its 'sha256', 'checksums' with a list, or 'trust' with"
                  + " a policy");
    }
    return Optional.empty();
  }

  private Optional<Policy> trust(Optional<YamlValue> value, String name, String version)
      throws YamlException {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    Path path = folder.resolve(YamlText.path(value.get()));
    Policy policy = PolicyReader.read(value.get(), path);
    Policy.Artifact rule =
        policy
            .artifact(name)
            .orElseThrow(() -> value.get().error(path + " says nothing of '" + name + "'"));
    if (!rule.version().equals(version)) {
      throw value
          .get()
          .error(path + " is about version " + rule.version() + " of it, not " + version);
    }
    return Optional.of(policy);
  }

  private Pin listed(YamlValue value, String name, Path file) throws YamlException {
    Path path = folder.resolve(YamlText.path(value));
    try {
      Map<String, String> hashes =
          ChecksumList.ofPaths(BoundedFile.bytes(path, MOST_LIST_BYTES), StrongHash.SHA_256)
              .hashes();
      String hash = hashes.getOrDefault(name, hashes.get(file.toString()));
      if (hash == null) {
        throw value.error(path + " has no line for " + file);
      }
      return new Pin(List.of(hash));
    } catch (ChecksumFormatException e) {
      throw value.error("the list " + path + " " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw value.error(
          "there is no list " + path + "; make it with: sha256sum " + file + " > " + path);
    } catch (IOException e) {
      throw value.error(BoundedFile.clause("the list " + path, e));
    }
  }

  private static List<String> arguments(Optional<YamlValue> list) throws YamlException {
    List<String> arguments = new ArrayList<>();
    if (list.isPresent()) {
      for (YamlValue argument : list.get().elements()) {
        Matcher matcher = PLACEHOLDER.matcher(argument.text());
        while (matcher.find()) {
          if (!PLACEHOLDERS.contains(matcher.group(1))) {
            throw argument.error(
                matcher.group()
                    + " means nothing; {workspace} and {files} are the only placeholders");
          }
        }
        if (argument.text().indexOf('\0') >= 0) {
          throw argument.error("no argument can hold a zero byte");
        }
        arguments.add(argument.text());
      }
    }
    return List.copyOf(arguments);
  }

  private List<Plan.PinnedFile> files(Optional<YamlValue> list) throws YamlException {
    List<Plan.PinnedFile> files = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    if (list.isPresent()) {
      for (YamlValue entry : atMost(MOST_FILES, list.get())) {
        YamlValue.Fields fields = entry.fields("file", "sha256");
        Path file = folder.resolve(YamlText.path(fields.required("file"))).normalize();
        if (file.getFileName() == null || !names.add(file.getFileName().toString())) {
          throw fields.required("file").error("expected a file of a name of its own");
        }
        files.add(new Plan.PinnedFile(file, Pin.read(fields.required("sha256"))));
      }
    }
    return List.copyOf(files);
  }

  private static List<Path> folders(Optional<YamlValue> list) throws YamlException {
    List<Path> folders = new ArrayList<>();
    if (list.isPresent()) {
      for (YamlValue entry : atMost(MOST_FOLDERS, list.get())) {
        Path folder = YamlText.path(entry).normalize();
        if (!folder.isAbsolute() || folder.getParent() == null || NEVER.contains(folder)) {
          throw entry.error("expected a folder of programs, such as /opt/java");
        }
        folders.add(folder);
      }
    }
    return List.copyOf(folders);
  }

  private static List<YamlValue> atMost(int most, YamlValue list) throws YamlException {
    if (list.elements().size() > most) {
      throw list.error("at most " + most + " can be listed");
    }
    return list.elements();
  }

  private static Duration timeLimit(Optional<YamlValue> value) throws YamlException {
    if (value.isEmpty()) {
      return USUAL_TIME_LIMIT;
    }
    return TimeLimit.of(value.get().text())
        .orElseThrow(() -> value.get().error("expected " + TimeLimit.FORM));
  }

  private static int outputLimit(Optional<YamlValue> value) throws YamlException {
    if (value.isEmpty()) {
      return USUAL_OUTPUT_BYTES;
    }
    Matcher matcher = SIZE.matcher(value.get().text());
    if (matcher.matches()) {
      int shift = List.of("B", "KiB", "MiB").indexOf(matcher.group(2)) * 10;
      long bytes = Long.parseLong(matcher.group(1)) << shift;
      if (bytes <= MOST_OUTPUT_BYTES) {
        return (int) bytes;
      }
    }
    throw value.get().error("expected a size from 1B to 16MiB, such as 4KiB");
  }
}
