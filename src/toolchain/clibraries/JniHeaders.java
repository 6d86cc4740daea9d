import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.module.ModuleFinder;
import java.lang.reflect.AccessFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Writes the generated headers that the JDK's C sources include, from the classes of the running JDK.
///
/// Such a header holds the class's constants and declares its native methods. Reading classes takes a second;
/// `javac -h` over the JDK's Java sources takes most of a minute, and not every JDK ships them. A C source that is
/// not of this JDK's update shows: the compiler compares these declarations with its definitions.
///
/// Usage: `java JniHeaders.java C-SOURCES HEADERS MODULE...`
final class JniHeaders {

    private static final Pattern INCLUDE =
            Pattern.compile("^\\s*#\\s*include\\s+\"((?:java|sun|jdk)_\\w+)\\.h\"", Pattern.MULTILINE);

    private JniHeaders() {}

    public static void main(String[] arguments) throws IOException {
        Path headers = Files.createDirectories(Path.of(arguments[1]));
        var classes = new HashMap<String, byte[]>();
        for (String module : List.of(arguments).subList(2, arguments.length)) {
            classes.putAll(classesByHeaderName(module));
        }
        for (String header : includedIn(Path.of(arguments[0]))) {
            // Not every source is for this system: one that names another's classes is not compiled.
            if (classes.containsKey(header)) {
                Files.writeString(headers.resolve(header + ".h"), header(header, classes));
            }
        }
    }

    private static TreeSet<String> includedIn(Path sources) throws IOException {
        var included = new TreeSet<String>();
        try (var files = Files.walk(sources)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                INCLUDE.matcher(text).results().forEach(match -> included.add(match.group(1)));
            }
        }
        return included;
    }

    private static Map<String, byte[]> classesByHeaderName(String module) throws IOException {
        var classes = new HashMap<String, byte[]>();
        var reference = ModuleFinder.ofSystem().find(module).orElseThrow();
        try (var reader = reference.open(); var names = reader.list()) {
            for (String name : (Iterable<String>) names.filter(n -> n.endsWith(".class"))::iterator) {
                try (var stream = reader.open(name).orElseThrow()) {
                    String className = name.substring(0, name.length() - ".class".length());
                    classes.put(headerName(className), stream.readAllBytes());
                }
            }
        }
        return classes;
    }

    private static String header(String name, Map<String, byte[]> classes) {
        ClassModel type = ClassFile.of().parse(classes.get(name));
        var text = new StringBuilder("#pragma once\n#include <jni.h>\n");
        constants(type, classes).forEach((constant, value) ->
                text.append("#define %s_%s (%s)\n".formatted(name, constant, value)));
        List<MethodModel> natives =
                type.methods().stream().filter(m -> m.flags().has(AccessFlag.NATIVE)).toList();
        for (MethodModel method : natives) {
            boolean overloaded = natives.stream().filter(m -> m.methodName().equals(method.methodName())).count() > 1;
            text.append(declaration(type.thisClass().asInternalName(), method, overloaded));
        }
        return text.toString();
    }

    /// The class's own constants and those it inherits from its superclasses.
    private static Map<String, String> constants(ClassModel type, Map<String, byte[]> classes) {
        var constants = new TreeMap<String, String>();
        type.superclass()
                .map(parent -> classes.get(headerName(parent.asInternalName())))
                .ifPresent(parent -> constants.putAll(constants(ClassFile.of().parse(parent), classes)));
        for (FieldModel field : type.fields()) {
            field.findAttribute(Attributes.constantValue())
                    .map(constant -> literal(constant.constant().constantValue()))
                    .ifPresent(value -> constants.put(field.fieldName().stringValue(), value));
        }
        return constants;
    }

    private static String headerName(String internalClassName) {
        return internalClassName.replaceAll("[/$]", "_");
    }

    /// Null for a String, which is of no use to C.
    private static String literal(Object constant) {
        return switch (constant) {
            case Long number -> number + "LL";
            case Float number -> number + "f";
            case Number number -> number.toString();
            default -> null;
        };
    }

    private static String declaration(String className, MethodModel method, boolean overloaded) {
        String name = "Java_" + mangled(className) + "_" + mangled(method.methodName().stringValue());
        if (overloaded) {
            String descriptor = method.methodType().stringValue();
            name += "__" + mangled(descriptor.substring(1, descriptor.indexOf(')')));
        }
        MethodTypeDesc type = method.methodTypeSymbol();
        String parameters = type.parameterList().stream().map(p -> ", " + jniType(p)).collect(Collectors.joining());
        return "JNIEXPORT %s JNICALL %s(JNIEnv *, jobject%s);\n".formatted(jniType(type.returnType()), name, parameters);
    }

    /// In C all reference types of JNI (jclass, jstring, jintArray…) are the same as jobject.
    private static String jniType(ClassDesc type) {
        if (!type.isPrimitive()) {
            return "jobject";
        }
        return type.descriptorString().equals("V") ? "void" : "j" + type.displayName();
    }

    /// The escapes of the JNI specification, "Resolving Native Method Names".
    private static String mangled(String name) {
        return name.replace("_", "_1").replace(";", "_2").replace("[", "_3").replace("$", "_00024").replace('/', '_');
    }
}
