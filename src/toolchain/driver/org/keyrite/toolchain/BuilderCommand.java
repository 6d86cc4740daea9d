package org.keyrite.toolchain;

import java.io.File;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command line that starts the image builder: a JVM with the builder's modules, then the request.
final class BuilderCommand {

    private final Home home;
    private final BuildRequest request;
    private final Path temporary;

    /// @param temporary folder for this build only, that the caller removes
    BuilderCommand(Home home, BuildRequest request, Path temporary) {
        this.home = home;
        this.request = request;
        this.temporary = temporary;
    }

    List<String> arguments() throws IOException {
        var command = new ArrayList<String>();
        command.add(home.java().toString());
        command.addAll(jvm());
        command.addAll(modules());
        command.addAll(request.builderJvmArguments);
        command.add("--module");
        command.add("org.graalvm.nativeimage.builder/com.oracle.svm.hosted.NativeImageGeneratorRunner");
        command.add("-imagecp");
        command.add(request.classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        driverOptions().forEach(option -> command.add(option.toString()));
        request.options.forEach(option -> command.add(option.toString()));
        return command;
    }

    private static List<String> jvm() {
        return List.of(
                "-XX:+UseParallelGC",
                "-XX:MaxRAMPercentage=60", // a build takes 4 GB; the JVM's own default is a quarter of the machine
                "-Xss10m",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+EnableJVMCI",
                "-XX:-UseJVMCICompiler",
                "-XX:-UseJVMCINativeLibrary",
                "-Djava.awt.headless=true",
                "-Djava.system.class.loader=com.oracle.svm.hosted.NativeImageSystemClassLoader",
                "-Dorg.graalvm.nativeimage.imagecode=buildtime",
                "-Dcom.oracle.graalvm.isaot=true",
                "-Dsubstratevm.HostLibC=glibc",
                "-Dgraalvm.locatorDisabled=true",
                "-Djdk.internal.lambda.disableEagerInitialization=true",
                "-Djava.lang.invoke.InnerClassLambdaMetafactory.initializeLambdas=false");
    }

    private List<String> modules() throws IOException {
        List<Path> jars = home.builderJars();
        // The JDK has a compiler module of the same name, hence the upgrade.
        List<Path> compiler = jars.stream().filter(BuilderCommand::isCompiler).toList();
        List<Path> others = jars.stream().filter(jar -> !isCompiler(jar)).toList();
        ModuleFinder builderModules = ModuleFinder.of(jars.toArray(Path[]::new));
        List<String> builder = names(builderModules.findAll().stream().map(ModuleReference::descriptor));
        var added = new ArrayList<String>(builder);
        added.addAll(request.addedModules);

        var arguments = new ArrayList<String>(List.of(
                "--upgrade-module-path", joined(compiler),
                "--module-path", joined(others),
                "--add-modules=ALL-DEFAULT," + String.join(",", added),
                "--enable-native-access=" + String.join(",", builder),
                "@" + Files.write(temporary.resolve("exports"), exports(builderModules, builder, added))));
        if (!request.addedModules.isEmpty()) {
            arguments.add("-Dsvm.modulesupport.addedModules=" + String.join(",", request.addedModules));
        }
        return arguments;
    }

    private static boolean isCompiler(Path jar) {
        return jar.getFileName().toString().startsWith("compiler-");
    }

    private static List<String> names(Stream<ModuleDescriptor> modules) {
        return modules.map(ModuleDescriptor::name).sorted().toList();
    }

    private static String joined(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /// The builder looks into every package of the JDK: the arguments that let it, for the modules it will run with.
    private static List<String> exports(ModuleFinder builderModules, List<String> builder, List<String> added) {
        // This JVM was started without --add-modules: what it has is ALL-DEFAULT.
        var roots = new HashSet<String>(names(ModuleLayer.boot().modules().stream().map(Module::getDescriptor)));
        roots.addAll(added);
        ModuleFinder all = ModuleFinder.compose(builderModules, ModuleFinder.ofSystem());
        String to = String.join(",", builder);
        return Configuration.empty().resolve(all, ModuleFinder.of(), roots).modules().stream()
                .map(module -> module.reference().descriptor())
                .filter(module -> !builder.contains(module.name()))
                .flatMap(module -> module.packages().stream()
                        .map(name -> "--add-exports=" + module.name() + "/" + name + "=" + to))
                .sorted()
                .toList();
    }

    private List<HostedOption> driverOptions() throws IOException {
        Path output = request.outputOrDefault();
        return List.of(
                driver("CLibraryPath", home.clibraries(request.libc)),
                driver("Path", output.getParent()),
                driver("Name", output.getFileName()),
                driver("Class", request.mainClass),
                driver("ImageBuildID", BuildId.of(request, home)),
                driver("TempDirectory", temporary),
                HostedOption.off("UseContainerSupport", Origin.DRIVER));
    }

    private static HostedOption driver(String name, Object value) {
        return HostedOption.of(name, value, Origin.DRIVER);
    }
}
