package org.keyrite.cli.escrow;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.keyrite.cli.console.Interruption;
import org.keyrite.cli.console.JsonOption;
import org.keyrite.cli.console.Progress;
import org.keyrite.cli.console.ProgressScreen;
import org.keyrite.escrow.life.NewSet;
import org.keyrite.escrow.life.Rotation;
import org.keyrite.os.Shutdown;

/** How far a rotation is: first the set is shown, then how many of the files are done. */
final class RotationProgress implements Rotation.Watch, AutoCloseable {
  private final Rotation rotation;
  private final Optional<Path> onto;
  private final JsonOption json;
  private final AtomicInteger done = new AtomicInteger();
  private Optional<Progress> progress = Optional.empty();
  private int files;

  /**
   * Progress of a rotation.
   *
   * @param onto the record of the set that was there before, if it was
   */
  RotationProgress(Rotation rotation, Path onto, JsonOption json) {
    this.rotation = rotation;
    this.onto = Optional.ofNullable(onto);
    this.json = json;
  }

  @Override
  public void begin(Optional<NewSet.Made> made, int count, long bytes) {
    files = count;
    Shutdown.sayLast(this::say);
    made.filter(_ -> !json.isAsked()).ifPresent(this::show);
    progress =
        Optional.of(
            new Progress(
                    ProgressScreen.ofCommands(System.err, false),
                    "keyrite",
                    "encrypted again",
                    () -> OptionalLong.of(bytes))
                .begin());
  }

  private void show(NewSet.Made set) {
    EscrowView.show(set, rotation.target().out(), System.out);
    System.out.println();
    System.out.flush();
  }

  private void say() {
    Path record = onto.orElse(rotation.target().out().resolve("escrow.json"));
    Interruption.say(
        done + " of " + files + " files are encrypted to the set of " + record,
        "Bring the shares again, and go on: keyrite escrow rotate --onto "
            + record
            + ", with the same --set, --files and --out.");
  }

  @Override
  public void accept(long bytes) {
    progress.ifPresent(shown -> shown.add(bytes));
  }

  @Override
  public void done() {
    done.incrementAndGet();
  }

  @Override
  public void close() {
    progress.ifPresent(Progress::close);
  }
}
