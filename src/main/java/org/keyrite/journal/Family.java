package org.keyrite.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyrite.journal.Form.FactException;

/**
 * The events that one kind of journal tells of: the name of each type, and how it is built.
 *
 * @param <E> what the types have in common
 */
public final class Family<E> {
  private final List<Type<? extends E>> types = new ArrayList<>();
  private final Unknown<E> unknown;

  private record Type<T>(String name, Class<T> type, Form.Builder<T> builder) {
    void write(Object event, Map<String, Object> members) {
      try {
        builder.build(new Form<>(type.cast(event), members));
      } catch (FactException e) {
        throw new IllegalArgumentException("an event lacks a fact", e);
      }
    }
  }

  /** What becomes of an event whose name no type has: a later version may have written it. */
  @FunctionalInterface
  public interface Unknown<E> {
    /** The event. */
    E read(String name, Form<E> form) throws FactException;
  }

  /** A family that has no type yet. */
  public Family(Unknown<E> unknown) {
    this.unknown = unknown;
  }

  /** Adds a type. */
  public <T extends E> Family<E> with(String name, Class<T> type, Form.Builder<T> builder) {
    types.add(new Type<>(name, type, builder));
    return this;
  }

  /** Adds the name of an event, which is returned, and its facts. */
  String write(E event, Map<String, Object> members) {
    for (Type<? extends E> type : types) {
      if (type.type.isInstance(event)) {
        members.put("event", type.name);
        type.write(event, members);
        return type.name;
      }
    }
    throw new IllegalArgumentException("an event that no type is for");
  }

  /** Reads an event of a name. */
  E read(String name, Form<E> form) throws FactException {
    for (Type<? extends E> type : types) {
      if (type.name.equals(name)) {
        return type.builder.build(form.of(_ -> null));
      }
    }
    return unknown.read(name, form);
  }
}
