package org.keyrite.toolchain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Replaces each `@file` argument by the arguments in that file, written as for the `java` command: separated by
/// white space, quoted by ' or ", `\` escaping the next character within quotes, `#` starting a comment.
final class ArgumentFiles {

    private ArgumentFiles() {}

    static List<String> expand(List<String> arguments) throws Refusal {
        var expanded = new ArrayList<String>();
        for (String argument : arguments) {
            if (argument.length() > 1 && argument.startsWith("@")) {
                expanded.addAll(read(Path.of(argument.substring(1))));
            } else {
                expanded.add(argument);
            }
        }
        return expanded;
    }

    private static List<String> read(Path file) throws Refusal {
        try {
            return split(Files.readString(file));
        } catch (IOException e) {
            throw new Refusal("The argument file " + file + " cannot be read.");
        }
    }

    static List<String> split(String text) throws Refusal {
        var arguments = new ArrayList<String>();
        var current = new StringBuilder();
        boolean inArgument = false;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                if (c == '\\' && i + 1 < text.length()) {
                    current.append(unescaped(text.charAt(++i)));
                } else if (c == quote) {
                    quote = 0;
                } else {
                    current.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                inArgument = true;
            } else if (Character.isWhitespace(c)) {
                if (inArgument) {
                    arguments.add(current.toString());
                    current.setLength(0);
                    inArgument = false;
                }
            } else if (c == '#' && !inArgument) {
                i = endOfLine(text, i);
            } else {
                current.append(c);
                inArgument = true;
            }
        }
        if (quote != 0) {
            throw new Refusal("An argument file opens a quote (" + quote + ") and does not close it.");
        }
        if (inArgument) {
            arguments.add(current.toString());
        }
        return arguments;
    }

    private static char unescaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            default -> c;
        };
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }
}
