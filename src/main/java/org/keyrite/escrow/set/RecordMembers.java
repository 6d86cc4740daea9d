package org.keyrite.escrow.set;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keyrite.json.JsonValue;
import org.keyrite.yaml.YamlText;

/** An object of a record, every member of which must be known. */
record RecordMembers(JsonValue.Members members, String what) {
  private static final Pattern TIME =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

  /** The record is not one. The message is a clause without a full stop. */
  static final class RecordException extends Exception {
    private static final long serialVersionUID = 1L;

    RecordException(String clause) {
      super(clause);
    }
  }

  /** Looks at an object. */
  static RecordMembers of(JsonValue value, String what, Set<String> known) throws RecordException {
    if (!(value instanceof JsonValue.Members members)) {
      throw new RecordException(what + " is not an object");
    }
    for (String name : members.values().keySet()) {
      if (!known.contains(name)) {
        throw new RecordException(what + " has the unknown member '" + name + "'");
      }
    }
    return new RecordMembers(members, what);
  }

  boolean has(String name) {
    return members.get(name).isPresent();
  }

  String text(String name) throws RecordException {
    if (member(name) instanceof JsonValue.Text text && !text.isNumber()) {
      return text.text();
    }
    throw new RecordException("'" + name + "' of " + what + " is not a text");
  }

  String text(String name, Pattern form) throws RecordException {
    String text = text(name);
    if (!form.matcher(text).matches()) {
      throw new RecordException("'" + name + "' of " + what + " is not what it should be");
    }
    return text;
  }

  /** A name as plans and policies have them. */
  String name(String name) throws RecordException {
    String text = text(name);
    if (!YamlText.isName(text)) {
      throw new RecordException("'" + name + "' of " + what + " cannot be a name");
    }
    return text;
  }

  /** A time in UTC, to the second. */
  Instant time(String name) throws RecordException {
    try {
      return Instant.parse(text(name, TIME));
    } catch (DateTimeException e) {
      throw new RecordException("'" + name + "' of " + what + " is not a time");
    }
  }

  Optional<String> optionalText(String name, Pattern form) throws RecordException {
    return has(name) ? Optional.of(text(name, form)) : Optional.empty();
  }

  int number(String name, int most) throws RecordException {
    if (member(name) instanceof JsonValue.Text text
        && text.isNumber()
        && NUMBER.matcher(text.text()).matches()
        && Integer.parseInt(text.text()) <= most) {
      return Integer.parseInt(text.text());
    }
    throw new RecordException("'" + name + "' of " + what + " is not a number up to " + most);
  }

  List<JsonValue> list(String name) throws RecordException {
    if (member(name) instanceof JsonValue.Elements elements) {
      return elements.values();
    }
    throw new RecordException("'" + name + "' of " + what + " is not a list");
  }

  private JsonValue member(String name) throws RecordException {
    return members
        .get(name)
        .orElseThrow(() -> new RecordException(what + " has no member '" + name + "'"));
  }
}
