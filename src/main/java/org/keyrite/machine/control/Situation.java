package org.keyrite.machine.control;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyrite.machine.Leftovers;
import org.keyrite.machine.Machine;
import org.keyrite.machine.Sandbox;
import org.keyrite.machine.Workspace;
import org.keyrite.os.Control;

/**
 * A machine at the moment at which it is examined.
 *
 * @param machine what the kernel says
 * @param now the time that it shows
 * @param controls what the process has denied itself
 * @param preflight what a plan asks; {@link Preflight#NONE} without one
 * @param workspace empty if there is no place for one
 * @param sandbox what was tried in the workspace; empty if none could be made
 * @param whyNone why there is no workspace, or no sandbox; empty if there are both
 * @param leftovers what killed runs have left
 * @param output the folder that results go to; it may have yet to be made
 */
public record Situation(
    Machine machine,
    Instant now,
    List<Control> controls,
    Preflight preflight,
    Optional<Workspace> workspace,
    Optional<Sandbox> sandbox,
    String whyNone,
    Leftovers leftovers,
    Path output) {}
