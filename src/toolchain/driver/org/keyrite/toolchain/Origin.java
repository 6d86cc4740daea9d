package org.keyrite.toolchain;

/// Where an option came from. The builder wants to know it of each: it names the culprit in its messages, and
/// public options are trusted where internal ones are experimental.
///
/// @param name `driver`, `user`, or the URI of the native-image.properties that holds the option
record Origin(String name) {

    static final Origin DRIVER = new Origin("driver");
    static final Origin USER = new Origin("user");

    /// The same place, for an option that was written in its public form.
    Origin publicOption() {
        return new Origin(name + "+api");
    }
}
