package org.keyrite.cli.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keyrite.json.JsonParser;
import org.keyrite.machine.control.Found;
import org.keyrite.machine.control.MachineControl;

/** How a diagnosis is shown, to people and to {@code diff}. */
final class DoctorViewTest {
  private final Map<MachineControl, Found> found = new EnumMap<>(MachineControl.class);

  private DoctorView view() {
    found.put(MachineControl.SWAP, new Found(Found.State.FAILED, "on: /dev/sda3", "on: /dev/sda3"));
    found.put(MachineControl.CLOCK, new Found(Found.State.OK, "2026-11-28T06:00:00Z", "possible"));
    found.put(
        MachineControl.RADIOS,
        new Found(Found.State.FAILED, "can transmit: phy\u001b[0 (wlan)", "phy\u001b[0"));
    found.put(MachineControl.USERS, new Found(Found.State.UNKNOWN, "hidden", "hidden"));
    return new DoctorView(
        found,
        List.of(MachineControl.SWAP, MachineControl.CLOCK),
        Map.of(MachineControl.SWAP, "a trial", MachineControl.CLOCK, "no battery"));
  }

  @Test
  void peopleSeeAllOfItInLinesThatNoTerminalObeys() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    view().print(new PrintStream(shown, true, StandardCharsets.UTF_8));
    assertEquals(
        """
        swap             accepted  on: /dev/sda3
                                   because: a trial
                                   mend: As root: swapoff -a.
        clock            ok        2026-11-28T06:00:00Z
        radios           FAILED    can transmit: phy{U+1b}[0 (wlan)
                                   mend: Use the machine's switch, or take the card
                                   out; at least, as root: rfkill block all.
        users            unknown   hidden
                                   mend: Have them log out (as root: loginctl
                                   terminate-user NAME).

        4 controls: 1 ok, 1 accepted, 1 FAILED, 1 unknown
        """,
        shown.toString(StandardCharsets.UTF_8));
  }

  @Test
  void programsSeeWhatLastsInTheOrderOfTheWords() throws Exception {
    String json = view().json(Map.of("wiped", List.of()));
    assertEquals(
        """
        {"controls":{
        "clock":{"state":"ok","found":"possible","required":true},
        "radios":{"state":"FAILED","found":"phy\\u001b[0","required":false,"mend":"Use the machine's switch, or take the card out; at least, as root: rfkill block all."},
        "swap":{"state":"FAILED","found":"on: /dev/sda3","required":true,"accepted-because":"a trial","mend":"As root: swapoff -a."},
        "users":{"state":"unknown","found":"hidden","required":false,"mend":"Have them log out (as root: loginctl terminate-user NAME)."}
        },
        "wiped":[]}""",
        json);
    JsonParser.parse(json.getBytes(StandardCharsets.UTF_8));
    assertEquals(json.substring(0, json.indexOf(",\n\"wiped\"")) + "}", view().json(Map.of()));
  }
}
