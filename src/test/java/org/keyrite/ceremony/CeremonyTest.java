package org.keyrite.ceremony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyrite.ceremony.plan.ExamplePlan;
import org.keyrite.ceremony.plan.Plan;
import org.keyrite.ceremony.plan.PlanReader;
import org.keyrite.fault.Refused;
import org.keyrite.machine.Leftover;
import org.keyrite.machine.control.Preflight;
import org.keyrite.testing.CeremonyFixture;
import org.keyrite.trust.VerifiedArtifact;

/** A ceremony is held by the native executable only; here are its first refusals. */
final class CeremonyTest {
  @TempDir Path folder;

  private Path place;
  private Path out;
  private Plan plan;

  @BeforeEach
  void aPlan() throws Exception {
    place = Files.createDirectory(folder.resolve("place"));
    out = folder.resolve("bundle");
    plan = ExamplePlan.changed(folder, "1.2.3", "1.2.3");
  }

  @Test
  void onAJvmThereIsNoWorkspaceAndNothingIsBegun() throws Exception {
    assertEquals(
        "There is no place for the workspace: "
            + place
            + " is of an unknown kind (only the native executable can ask).",
        hold().getMessage());
    assertEquals(List.of("place", "plan.yaml"), names(folder));
    assertEquals(List.of(), names(place));
  }

  @Test
  void aFolderThatIsNotFreeIsRefusedFirst() throws Exception {
    Files.createFile(Files.createDirectory(out).resolve("theirs"));
    assertEquals("The folder " + out + " is not empty.", hold().getMessage());
    assertEquals(List.of("theirs"), names(out));
  }

  @Test
  void sheetsNeedAPlaceBeforeAnythingIsBegun() throws Exception {
    plan =
        PlanReader.read(CeremonyFixture.PROJECT.resolve("ceremony/validator-identity-escrow.yaml"));
    Refused refused = hold();
    assertEquals(
        "A trustee of this plan has no recipient, and there is no folder for their recovery sheet.",
        refused.getMessage());
    assertEquals("Name a tmpfs folder for it with --kits.", refused.advice());
    assertEquals(List.of(), names(place));
  }

  private Refused hold() {
    Ceremony.Setting setting =
        new Ceremony.Setting(
            out, Optional.of(place), Optional.empty(), List.of(), Clock.systemUTC());
    return assertThrows(
        Refused.class, () -> Ceremony.hold(plan, setting, new Nobody(), _ -> fail("interrupted")));
  }

  private static List<String> names(Path directory) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Is never asked. */
  private static final class Nobody implements Operator {
    @Override
    public void sees(List<Preflight.Check> checks) {
      fail("nothing was checked");
    }

    @Override
    public void sees(String step, String... lines) {
      fail("nothing was done");
    }

    @Override
    public boolean allowsWiping(Leftover leftover) {
      return fail("nothing was left");
    }

    @Override
    public boolean confirms(Plan plan, VerifiedArtifact generator) {
      return fail("nothing is to be confirmed");
    }

    @Override
    public String confirmation() {
      return fail("nothing was confirmed");
    }
  }
}
