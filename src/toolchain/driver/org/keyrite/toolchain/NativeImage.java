package org.keyrite.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The `native-image` command: checks the command line, adds what the class path asks for, runs the image builder.
///
/// GraalVM publishes the builder but not this command; it takes the options that keyrite's build passes, in
/// GraalVM's spelling. Exit status: the builder's; 2 if the command line is refused.
final class NativeImage {

    private static final int USAGE = 2;

    private NativeImage() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Home home = Home.ofThisCommand();
        try {
            List<String> expanded = ArgumentFiles.expand(withEnvironment(arguments));
            if (expanded.contains("--version")) {
                printVersion(home);
                return;
            }
            System.exit(build(home, request(expanded)));
        } catch (Refusal refusal) {
            System.err.println("native-image: " + refusal.getMessage());
            System.exit(USAGE);
        }
    }

    private static void printVersion(Home home) throws IOException {
        System.out.println("native-image " + home.release("GRAALVM_VERSION") + " " + home.release("JAVA_VERSION_DATE"));
        System.out.println("keyrite toolchain " + home.release("KEYRITE_TOOLCHAIN")
                + " on JDK " + home.release("JAVA_RUNTIME_VERSION"));
    }

    /// The options in NATIVE_IMAGE_OPTIONS come first, as with GraalVM.
    private static List<String> withEnvironment(String[] arguments) throws Refusal {
        String options = System.getenv().getOrDefault("NATIVE_IMAGE_OPTIONS", "");
        return Stream.concat(ArgumentFiles.split(options).stream(), Stream.of(arguments)).toList();
    }

    private static BuildRequest request(List<String> arguments) throws IOException, Refusal {
        var request = new BuildRequest();
        var options = new Options(request);
        options.add(arguments, Origin.USER);
        if (request.classPath.isEmpty() || request.mainClass == null) {
            throw new Refusal("A class path (-cp) and a main class are needed.");
        }
        new ClassPathMetadata(request, options).addAll();
        return request;
    }

    private static int build(Home home, BuildRequest request) throws IOException, InterruptedException {
        Path temporary = Files.createTempDirectory("native-image-");
        Files.createDirectories(request.outputOrDefault().getParent());
        List<String> command = new BuilderCommand(home, request, temporary).arguments();
        if (request.verbose) {
            System.out.println(String.join(" \\\n    ", command));
        }
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("PATH", home.path());
        builder.environment().put("JVMCI_VERSION_CHECK", "ignore"); // the JDK's update need not be the builder's
        builder.environment().putAll(request.environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, temporary)));
        return process.waitFor();
    }

    /// Also runs when this command is interrupted: the builder is not left behind, nor its files.
    private static void end(Process process, Path temporary) {
        process.destroy();
        process.onExit().join();
        try (var files = Files.walk(temporary)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("native-image: " + temporary + " could not be removed: " + e.getMessage());
        }
    }
}
