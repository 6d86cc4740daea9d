package org.keyrite.toolchain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/// The id an image carries: a hash of what it is made from, so that the same inputs give the same bytes, wherever
/// they are on disk. (The builder's own default is a random one.)
final class BuildId {

    private final MessageDigest hash;

    private BuildId() {
        try {
            hash = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    static UUID of(BuildRequest request, Home home) throws IOException {
        var id = new BuildId();
        id.add(home.release("KEYRITE_TOOLCHAIN"));
        id.add(request.mainClass);
        id.add(request.outputOrDefault().getFileName().toString());
        id.add(request.addedModules.toString());
        id.add(withoutPlace(request.builderJvmArguments.toString()));
        for (HostedOption option : request.options) {
            id.add(option.prefix() + option.name() + "=" + withoutPlace(String.valueOf(option.value())));
        }
        for (Path entry : request.classPath) {
            id.addEntry(entry);
        }
        ByteBuffer bytes = ByteBuffer.wrap(id.hash.digest());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String withoutPlace(String text) {
        return text.replace(Path.of("").toAbsolutePath().toString(), "");
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        hash.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        hash.update(bytes);
    }

    private void addEntry(Path entry) throws IOException {
        List<Path> files;
        if (Files.isDirectory(entry)) {
            try (var walk = Files.walk(entry)) {
                files = walk.filter(Files::isRegularFile).sorted().toList();
            }
        } else {
            files = Files.isRegularFile(entry) ? List.of(entry) : List.of();
        }
        for (Path file : files) {
            add(file.equals(entry) ? "" : entry.relativize(file).toString());
            hash.update(ByteBuffer.allocate(8).putLong(Files.size(file)).array());
            try (var sink = new DigestOutputStream(OutputStream.nullOutputStream(), hash)) {
                Files.copy(file, sink);
            }
        }
    }
}
