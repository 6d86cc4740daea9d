package org.keyrite.cli.machine;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.json.JsonWriter;
import org.keyrite.machine.control.Found;
import org.keyrite.machine.control.MachineControl;
import org.keyrite.text.Columns;
import org.keyrite.text.Visible;

/**
 * Shows a diagnosis.
 *
 * @param found what was found of each control
 * @param required those that have to be well
 * @param accepted of these, those that a plan excuses, with its reason
 */
record DoctorView(
    Map<MachineControl, Found> found,
    List<MachineControl> required,
    Map<MachineControl, String> accepted) {
  private static final int INDENT = 27;

  private String state(MachineControl control) {
    return isExcused(control) ? "accepted" : found.get(control).state().word();
  }

  private boolean isExcused(MachineControl control) {
    return !found.get(control).isOk() && accepted.containsKey(control);
  }

  void print(PrintStream out) {
    List<String> states = new ArrayList<>();
    for (MachineControl control : found.keySet()) {
      Found here = found.get(control);
      states.add(state(control));
      String head = String.format(Locale.ROOT, "%-15s  %-8s  ", control.word(), state(control));
      out.println(head + filled(here.detail()));
      if (isExcused(control)) {
        out.println(" ".repeat(INDENT) + filled("because: " + accepted.get(control)));
      }
      if (!here.isOk()) {
        out.println(" ".repeat(INDENT) + filled("mend: " + control.remedy()));
      }
    }
    List<String> sums = new ArrayList<>();
    for (String state : List.of("ok", "accepted", "FAILED", "note", "unknown")) {
      int number = Collections.frequency(states, state);
      if (number > 0) {
        sums.add(number + " " + state);
      }
    }
    out.println();
    out.println(states.size() + " controls: " + String.join(", ", sums));
  }

  private static String filled(String text) {
    return Columns.filled(Visible.of(text), INDENT);
  }

  /**
   * One JSON object, with a line for each control, by name: {@code diff} shows which has changed
   * since yesterday.
   *
   * @param more further members, a line each
   */
  String json(Map<String, ?> more) {
    Map<String, Object> controls = new TreeMap<>();
    found.forEach(
        (control, here) -> {
          Map<String, Object> members =
              JsonOption.members(
                  "state", here.state().word(),
                  "found", here.lasting(),
                  "required", required.contains(control));
          if (isExcused(control)) {
            members.put("accepted-because", accepted.get(control));
          }
          if (!here.isOk()) {
            members.put("mend", control.remedy());
          }
          controls.put(control.word(), members);
        });
    String others = more.isEmpty() ? "" : ",\n" + lines(more);
    return "{\"controls\":{\n" + lines(controls) + "\n}" + others + "}";
  }

  private static String lines(Map<String, ?> members) {
    List<String> lines = new ArrayList<>();
    members.forEach(
        (name, value) -> lines.add(JsonWriter.write(name) + ":" + JsonWriter.write(value)));
    return String.join(",\n", lines);
  }
}
