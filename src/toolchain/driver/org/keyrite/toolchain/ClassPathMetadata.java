package org.keyrite.toolchain;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/// Adds to a request what the class path says about itself in `META-INF/native-image/**`: options in
/// native-image.properties, and the files that list what is reached by reflection, as resource, and so on.
final class ClassPathMetadata {

    private static final String FOLDER = "META-INF/native-image";

    private static final Map<String, String> OPTION_BY_FILE = Map.of(
            "reachability-metadata.json", "ReachabilityMetadataResources",
            "reflect-config.json", "ReflectionConfigurationResources",
            "resource-config.json", "ResourceConfigurationResources",
            "jni-config.json", "JNIConfigurationResources",
            "proxy-config.json", "DynamicProxyConfigurationResources",
            "serialization-config.json", "SerializationConfigurationResources");

    /// Properties of native-image.properties that say nothing about how the image is built.
    private static final Set<String> IGNORED = Set.of("ImageName");

    private final BuildRequest request;
    private final Options options;

    ClassPathMetadata(BuildRequest request, Options options) {
        this.request = request;
        this.options = options;
    }

    void addAll() throws IOException, Refusal {
        for (Path entry : request.classPath) {
            if (Files.isDirectory(entry)) {
                add(entry, entry);
            } else if (Files.isRegularFile(entry)) {
                try (FileSystem jar = FileSystems.newFileSystem(entry)) {
                    add(entry, jar.getPath("/"));
                }
            }
        }
    }

    private void add(Path entry, Path root) throws IOException, Refusal {
        Path folder = root.resolve(FOLDER);
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (var walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            String resource = root.relativize(file).toString();
            if (request.excludes(entry, "/" + resource)) {
                continue;
            }
            String name = file.getFileName().toString();
            Origin origin = new Origin(originOf(entry, resource));
            if (name.equals("native-image.properties")) {
                addProperties(file, resource, origin);
            } else if (OPTION_BY_FILE.containsKey(name)) {
                request.options.add(HostedOption.of(OPTION_BY_FILE.get(name), resource, origin));
            }
        }
    }

    private static String originOf(Path entry, String resource) {
        URI uri = entry.toUri();
        return Files.isDirectory(entry) ? entry.resolve(resource).toUri().toString() : "jar:" + uri + "!/" + resource;
    }

    private void addProperties(Path file, String resource, Origin origin) throws IOException, Refusal {
        var properties = new Properties();
        try (InputStream stream = Files.newInputStream(file)) {
            properties.load(stream);
        }
        String here = resource.substring(0, resource.lastIndexOf('/'));
        for (String key : properties.stringPropertyNames()) {
            List<String> words = List.of(properties.getProperty(key).replace("${.}", here).strip().split("\\s+"));
            switch (key) {
                case "Args" -> options.add(words, origin);
                case "JavaArgs" -> request.builderJvmArguments.addAll(words);
                default -> {
                    if (!IGNORED.contains(key)) {
                        throw new Refusal("This toolchain's native-image does not know the property " + key + " in "
                                + origin.name() + "; GRAALVM_HOME can name a GraalVM that does.");
                    }
                }
            }
        }
    }
}
