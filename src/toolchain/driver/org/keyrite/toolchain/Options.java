package org.keyrite.toolchain;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Translates the public options of `native-image` to the builder's own. An option that is not known here is
/// refused by name: an image built without something that was asked for would look like one built with it.
final class Options {

    /// Public options that are switches.
    private static final Map<String, String> SWITCHES = Map.of(
            "--static", "StaticExecutable",
            "--static-nolibc", "StaticExecutableWithDynamicLibC",
            "--install-exit-handlers", "InstallExitHandlers",
            "--enable-all-security-services", "EnableAllSecurityServices");

    /// Public options with a value, `--name=value`.
    private static final Map<String, String> VALUES = Map.of(
            "-march", "MicroArchitecture",
            "--features", "Features",
            "--color", "Color",
            "--parallelism", "NumberOfThreads",
            "--trace-object-instantiation", "TraceObjectInstantiation",
            "--enable-url-protocols", "EnableURLProtocols",
            "--exact-reachability-metadata-path", "ThrowMissingRegistrationErrorsPaths");

    /// Public options whose value may be left out, meaning "everywhere".
    private static final Map<String, String> OPTIONAL_VALUES = Map.of(
            "--link-at-build-time", "LinkAtBuildTime",
            "--exact-reachability-metadata", "ThrowMissingRegistrationErrors");

    private final BuildRequest request;

    Options(BuildRequest request) {
        this.request = request;
    }

    /// Adds the arguments to the request. Only a user's may name the class path, the main class or the output.
    void add(List<String> arguments, Origin origin) throws Refusal {
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            boolean taken = setOption(argument, origin)
                    || optionForBuilder(argument, rest)
                    || (origin == Origin.USER && whatToBuild(argument, rest));
            if (!taken) {
                String where = origin == Origin.USER ? "" : " (in " + origin.name() + ")";
                throw new Refusal("This toolchain's native-image does not know the option " + argument + where
                        + "; GRAALVM_HOME can name a GraalVM that does.");
            }
        }
    }

    private boolean whatToBuild(String argument, Iterator<String> rest) throws Refusal {
        switch (argument) {
            case "-cp", "-classpath", "--class-path" -> request.addClassPath(next(argument, rest));
            case "-o" -> request.output = Path.of(next(argument, rest));
            case "--exclude-config" -> request.excludedMetadata.add(new BuildRequest.ExcludedMetadata(
                    pattern(next(argument, rest)), pattern(next(argument, rest))));
            case "--verbose" -> request.verbose = true;
            default -> {
                if (argument.startsWith("-E") && argument.contains("=")) {
                    String[] variable = argument.substring(2).split("=", 2);
                    request.environment.put(variable[0], variable[1]);
                } else if (argument.startsWith("-")) {
                    return false;
                } else if (request.mainClass == null) {
                    request.mainClass = argument;
                } else {
                    throw new Refusal("There are two main classes: " + request.mainClass + " and " + argument + ".");
                }
            }
        }
        return true;
    }

    /// Options that reach the builder's JVM as well as the image.
    private boolean optionForBuilder(String argument, Iterator<String> rest) throws Refusal {
        if (argument.startsWith("-J")) {
            request.builderJvmArguments.add(argument.substring(2));
        } else if (argument.startsWith("-D")) {
            request.builderJvmArguments.add(argument);
        } else if (argument.equals("--add-modules") || argument.startsWith("--add-modules=")) {
            request.addedModules.addAll(List.of(valueOf(argument, rest).split(",")));
        } else {
            return false;
        }
        return true;
    }

    private boolean setOption(String argument, Origin origin) throws Refusal {
        if (argument.startsWith("-H:") || argument.startsWith("-R:")) {
            request.options.add(internal(HostedOption.parse(argument, origin)));
            return true;
        }
        HostedOption option = publicOption(argument, origin.publicOption());
        if (option != null) {
            request.options.add(option);
            if (option.name().equals("UseLibC")) {
                request.libc = option.value();
            }
        }
        return option != null;
    }

    private HostedOption internal(HostedOption option) throws Refusal {
        if (option.name().equals("+UseContainerSupport")) {
            throw new Refusal("This toolchain has no container support library: leave -H:+UseContainerSupport out.");
        }
        if (option.name().equals("UseLibC")) {
            request.libc = option.value();
        }
        return option;
    }

    private HostedOption publicOption(String argument, Origin origin) throws Refusal {
        if (SWITCHES.containsKey(argument)) {
            return HostedOption.on(SWITCHES.get(argument), origin);
        }
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String value = equals < 0 ? "" : argument.substring(equals + 1);
        if (VALUES.containsKey(name) && equals > 0) {
            return HostedOption.of(VALUES.get(name), value, origin);
        }
        if (OPTIONAL_VALUES.containsKey(name)) {
            return HostedOption.of(OPTIONAL_VALUES.get(name), value, origin);
        }
        return switch (name) {
            case "--no-fallback" -> HostedOption.of("FallbackThreshold", 0, origin);
            case "-g" -> HostedOption.of("GenerateDebugInfo", 2, origin);
            case "-O0", "-O1", "-O2", "-O3", "-Ob", "-Os" -> HostedOption.of("Optimize", name.substring(2), origin);
            case "--libc" -> HostedOption.of("UseLibC", oneOf(Set.of("glibc", "musl"), name, value), origin);
            case "--gc" -> HostedOption.of("SupportedGCs", oneOf(Set.of("serial", "epsilon"), name, value), origin);
            case "--initialize-at-build-time" -> initialization(value, "build_time", origin);
            case "--initialize-at-run-time" -> initialization(value, "run_time", origin);
            case "--add-exports", "--add-opens", "--enable-native-access" ->
                equals < 0 ? null : HostedOption.of(camelCase(name), value, origin);
            default -> null;
        };
    }

    private static HostedOption initialization(String classes, String when, Origin origin) {
        String value = Stream.of(classes.split(",")).map(name -> name + ":" + when).collect(Collectors.joining(","));
        return HostedOption.of("ClassInitialization", value, origin);
    }

    private static String oneOf(Set<String> values, String option, String value) throws Refusal {
        if (!values.contains(value)) {
            throw new Refusal(option + " takes " + String.join(" or ", new TreeSet<>(values)) + ", not " + value + ".");
        }
        return value;
    }

    /// `--add-exports` to `AddExports`
    private static String camelCase(String option) {
        return Stream.of(option.substring(2).split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static Pattern pattern(String regex) throws Refusal {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new Refusal("--exclude-config wants regular expressions, and " + regex + " is none.");
        }
    }

    private static String valueOf(String argument, Iterator<String> rest) throws Refusal {
        int equals = argument.indexOf('=');
        return equals < 0 ? next(argument, rest) : argument.substring(equals + 1);
    }

    private static String next(String argument, Iterator<String> rest) throws Refusal {
        if (!rest.hasNext()) {
            throw new Refusal("The option " + argument + " wants a value after it.");
        }
        return rest.next();
    }
}
