package org.keyrite.toolchain;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What is to be built, filled by [Options] from the command line and from the class path's metadata.
final class BuildRequest {

    final List<Path> classPath = new ArrayList<>();
    final List<HostedOption> options = new ArrayList<>();
    final List<String> builderJvmArguments = new ArrayList<>();
    final Set<String> addedModules = new LinkedHashSet<>();
    final Map<String, String> environment = new LinkedHashMap<>();
    final List<ExcludedMetadata> excludedMetadata = new ArrayList<>();
    String mainClass;
    Path output;
    String libc = "glibc";
    boolean verbose;

    /// Metadata that is not to be read off the class path.
    record ExcludedMetadata(Pattern jar, Pattern resource) {}

    void addClassPath(String path) {
        Stream.of(path.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .forEach(classPath::add);
    }

    boolean excludes(Path jar, String resource) {
        return excludedMetadata.stream()
                .anyMatch(excluded -> excluded.jar().matcher(jar.toString()).find()
                        && excluded.resource().matcher(resource).find());
    }

    /// The executable to write: the main class's name where none is asked for, as GraalVM does.
    Path outputOrDefault() {
        return (output != null ? output : Path.of(mainClass.toLowerCase(Locale.ROOT))).toAbsolutePath();
    }
}
