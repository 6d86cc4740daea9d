package org.keyrite.toolchain;

/// An option in the builder's own form, `-H:+Name@origin` or `-H:Name@origin=value`.
///
/// @param prefix `-H:`, or `-R:` for the default of a run-time option
/// @param name with its sign, if it is a switch
/// @param value null if it is a switch
record HostedOption(String prefix, String name, String value, Origin origin) {

    static HostedOption on(String name, Origin origin) {
        return new HostedOption("-H:", "+" + name, null, origin);
    }

    static HostedOption off(String name, Origin origin) {
        return new HostedOption("-H:", "-" + name, null, origin);
    }

    static HostedOption of(String name, Object value, Origin origin) {
        return new HostedOption("-H:", name, value.toString(), origin);
    }

    /// Reads `-H:…` or `-R:…` as a user writes it; an origin that is already there stays.
    static HostedOption parse(String text, Origin origin) {
        String prefix = text.substring(0, 3);
        String body = text.substring(3);
        boolean isSwitch = body.startsWith("+") || body.startsWith("-");
        int equals = isSwitch ? -1 : body.indexOf('=');
        String name = equals < 0 ? body : body.substring(0, equals);
        String value = equals < 0 ? null : body.substring(equals + 1);
        int at = name.indexOf('@');
        return at < 0
                ? new HostedOption(prefix, name, value, origin)
                : new HostedOption(prefix, name.substring(0, at), value, new Origin(name.substring(at + 1)));
    }

    @Override
    public String toString() {
        return prefix + name + "@" + origin.name() + (value == null ? "" : "=" + value);
    }
}
