package org.keyrite.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The form in which events of one type are written and read: their facts, in order. Each is named
 * once, with the place that it has in the event. To write an event, it is built anew from its own
 * facts, which are noted; to read one, it is built from those that a line has.
 *
 * @param <T> the type
 */
public final class Form<T> {
  /** The event that is written; null while one is read. */
  private final T written;

  private final Map<String, Object> facts;

  Form(T written, Map<String, Object> facts) {
    this.written = written;
    this.facts = facts;
  }

  /** A fact is missing, or of another kind than it should be. */
  public static final class FactException extends Exception {
    private static final long serialVersionUID = 1L;

    FactException(String fact) {
      super("the fact '" + fact + "'");
    }
  }

  /** The members of an object; none, if it is not one. */
  static Map<String, Object> facts(Object value) {
    Map<String, Object> facts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> facts.put((String) name, member));
    }
    return facts;
  }

  /** How a type is built from its facts. */
  @FunctionalInterface
  public interface Builder<T> {
    /** Builds one. */
    T build(Form<T> form) throws FactException;
  }

  /** A text. */
  public String text(String name, Function<T, String> fact) throws FactException {
    return one(String.class, name, fact);
  }

  /** A whole number. */
  public long number(String name, Function<T, Long> fact) throws FactException {
    return one(Long.class, name, fact);
  }

  /** Yes or no. */
  public boolean truth(String name, Function<T, Boolean> fact) throws FactException {
    return one(Boolean.class, name, fact);
  }

  /** A list of texts. */
  public List<String> texts(String name, Function<T, List<String>> fact) throws FactException {
    return list(String.class, one(List.class, name, fact::apply), name);
  }

  /** A fact of any kind that an event may have or not. */
  public <F> Optional<F> optional(Class<F> kind, String name, Function<T, Optional<F>> fact)
      throws FactException {
    boolean there = written == null ? facts.containsKey(name) : fact.apply(written).isPresent();
    return there
        ? Optional.of(one(kind, name, event -> fact.apply(event).orElseThrow()))
        : Optional.empty();
  }

  /** A list of what has facts of its own. An empty one is left out. */
  public <F> List<F> all(String name, Function<T, List<F>> fact, Builder<F> builder)
      throws FactException {
    List<F> all = new ArrayList<>();
    if (written != null) {
      List<Object> members = new ArrayList<>();
      for (F each : fact.apply(written)) {
        Map<String, Object> own = new LinkedHashMap<>();
        all.add(builder.build(new Form<>(each, own)));
        members.add(own);
      }
      if (!members.isEmpty()) {
        note(name, members);
      }
    } else if (facts.containsKey(name)) {
      for (Map<?, ?> own : list(Map.class, one(List.class, name, null), name)) {
        all.add(builder.build(new Form<>(null, facts(own))));
      }
    }
    return all;
  }

  /** The same facts, as those of a part of the event. */
  public <P> Form<P> of(Function<T, P> part) {
    return new Form<>(written == null ? null : part.apply(written), facts);
  }

  private <F> F one(Class<F> kind, String name, Function<T, F> fact) throws FactException {
    if (written != null) {
      note(name, fact.apply(written));
    }
    if (kind.isInstance(facts.get(name))) {
      return kind.cast(facts.get(name));
    }
    throw new FactException(name);
  }

  private void note(String name, Object value) {
    if (facts.put(name, value) != null) {
      throw new IllegalArgumentException("two facts have the name " + name);
    }
  }

  private static <F> List<F> list(Class<F> kind, List<?> list, String name) throws FactException {
    if (list.stream().allMatch(kind::isInstance)) {
      return list.stream().map(kind::cast).toList();
    }
    throw new FactException(name);
  }
}
