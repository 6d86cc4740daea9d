package org.keyrite.escrow.set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.age.X25519Identity;
import org.keyrite.crypto.SecretBytes;
import org.keyrite.escrow.set.RecordMembers.RecordException;
import org.keyrite.fault.Denied;
import org.keyrite.fault.Refused;

class InvitationTest {
  @TempDir private Path folder;

  private final Trustees trustees = new Trustees();
  private SetRecord record;
  private Invitation invitation;

  @BeforeEach
  void begin() throws Exception {
    record = trustees.split(folder.resolve("set"), "2 operators alice bob carol");
    invitation = invite(record);
  }

  private static Invitation invite(SetRecord record) {
    return Invitation.to(
        record, X25519Identity.generate().recipient(), "the drill of May", Trustees.DAY);
  }

  @Test
  void itIsReadAsItWasWritten() throws Exception {
    assertEquals(invitation, Invitation.parse(invitation.json().getBytes(UTF_8)));
    assertEquals(
        invitation,
        Invitation.read(Files.writeString(folder.resolve("gathering.json"), invitation.json())));
  }

  @Test
  void eachFactIsInItsHash() throws Exception {
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put(invitation.nonce(), "0".repeat(32));
    changes.put(record.set(), "1".repeat(32));
    changes.put("testnet", "mainnet");
    changes.put(record.recipient(), "age1somebody-else");
    changes.put(
        invitation.recipient().toString(), X25519Identity.generate().recipient().toString());
    changes.put("the drill of May", "a restore");
    changes.put("2026-11-22", "2026-11-23");
    for (Map.Entry<String, String> change : changes.entrySet()) {
      String json = invitation.json().replace(change.getKey(), change.getValue());
      assertNotEquals(
          invitation.hash(), Invitation.parse(json.getBytes(UTF_8)).hash(), change.getKey());
    }
    assertEquals(7, changes.size());
  }

  @Test
  void whatItCannotBeIsRefusedForItsReason() {
    Map<String, String> changes = new LinkedHashMap<>();
    changes.put("\"version\":\"keyrite/gathering/v1\"", "\"version\":\"keyrite/gathering/v2\"");
    changes.put("\"purpose\":\"the drill of May\"", "\"purpose\":\"a\\u202eb\"");
    changes.put("\"started\":\"2026-11-22T10:00:00Z\"", "\"started\":\"2026-13-22T10:00:00Z\"");
    changes.put("\"nonce\":", "\"more\":\"\",\"nonce\":");
    changes.put("\"recipient\":\"age1", "\"recipient\":\"ssh-");
    changes.put(
        "\"recipient\":\"" + invitation.recipient() + "\"",
        "\"recipient\":\"" + record.recipient() + "\"");
    changes.put("{", "");
    List<String> expected =
        List.of(
            "its version is not keyrite/gathering/v1",
            "its purpose is not a line of 1 to 200 visible characters",
            "'started' of the invitation is not a time",
            "the invitation has the unknown member 'more'",
            "its recipient is not valid: ",
            "it asks for shares encrypted to what they restore",
            "it is not JSON (");
    int at = 0;
    for (Map.Entry<String, String> change : changes.entrySet()) {
      String json = invitation.json().replace(change.getKey(), change.getValue());
      RecordException e =
          assertThrows(RecordException.class, () -> Invitation.parse(json.getBytes(UTF_8)));
      assertTrue(e.getMessage().startsWith(expected.get(at)), e.getMessage());
      at++;
    }
    assertEquals(7, at);
  }

  @Test
  void aPurposeIsALineThatPeopleSee() {
    assertTrue(Invitation.isPurpose("a".repeat(200)));
    for (String none : List.of("", " ", "a\nb", "a\u200bb", "a".repeat(201))) {
      assertFalse(Invitation.isPurpose(none));
    }
  }

  @Test
  void thatOfAnotherSetIsDenied() throws Exception {
    SetRecord other = trustees.split(folder.resolve("other"), "2 operators alice bob carol");
    invitation.requireOf(record);
    Trustees.says(
        assertThrows(Denied.class, () -> invitation.requireOf(other)),
        "The gathering is for the set "
            + record.set()
            + " for testnet, not for the one of this record.",
        "Give no share. Ask whoever started the gathering.");
  }

  @Test
  void aFileThatIsNoneIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("g.json"), "{}");
    Trustees.says(
        assertThrows(Refused.class, () -> Invitation.read(file)),
        file + " is not an invitation to a gathering: the invitation has no member 'version'.",
        "Ask whoever started the gathering for another copy.");
  }

  /** A share that was given for one purpose does not serve another. */
  @Test
  void aShareIsGivenForOneGathering() throws Exception {
    Invitation other = invite(record);
    try (Gathering first = trustees.gather(folder.resolve("set"), record, "alice");
        Gathering invited = new Gathering(Optional.of(record), Optional.of(invitation));
        Gathering elsewhere = new Gathering(Optional.of(record), Optional.of(other));
        Gathering nowhere = new Gathering(Optional.of(record))) {
      assertFalse(invited.add(given(first)).repeated());
      for (Gathering wrong : List.of(elsewhere, nowhere)) {
        ShareProblem problem = assertThrows(ShareProblem.class, () -> wrong.add(given(first)));
        assertEquals("its trustee gave the share for another gathering", problem.getMessage());
        assertTrue(wrong.faulty().isEmpty());
      }
    }
  }

  private ShareText given(Gathering gathering) throws Exception {
    try (SecretBytes text =
        ShareText.write(record, gathering.share(gathering.onlyOne()), Optional.of(invitation))) {
      return ShareText.parse(text.bytes());
    }
  }
}
