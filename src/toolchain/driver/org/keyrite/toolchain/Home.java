package org.keyrite.toolchain;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/// The assembled home this command belongs to: where its parts are.
record Home(Path root) {

    static Home ofThisCommand() {
        return new Home(Path.of(System.getProperty("toolchain.home")));
    }

    Path java() {
        return root.resolve("bin/java");
    }

    List<Path> builderJars() throws IOException {
        try (var files = Files.list(root.resolve("lib/svm/builder"))) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /// Folders of the C libraries and headers of an image, comma-separated.
    String clibraries(String libc) {
        Path common = root.resolve("lib/svm/clibraries/linux-amd64");
        return common.resolve(libc) + "," + common;
    }

    /// The PATH for the builder: with the compiler for musl, which it calls by name, before all else.
    String path() {
        return root.resolve("lib/musl/bin") + File.pathSeparator + System.getenv("PATH");
    }

    /// A line of the home's release file, without the quotes.
    String release(String key) throws IOException {
        var release = new Properties();
        try (var reader = Files.newBufferedReader(root.resolve("release"))) {
            release.load(reader);
        }
        return release.getProperty(key, "").replace("\"", "");
    }
}
