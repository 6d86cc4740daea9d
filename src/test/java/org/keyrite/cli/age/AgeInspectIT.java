package org.keyrite.cli.age;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keyrite.testing.AgeVector;
import org.keyrite.testing.Keyrite;
import org.keyrite.testing.Tools;

/** The executable and the stock age-inspect say the same of every vector. */
@Tag("tool")
class AgeInspectIT {

  @Test
  void theOriginalSaysTheSame() {
    Tools.require("age-inspect");
    int inspected = 0;
    for (AgeVector vector : AgeVector.all()) {
      for (String[] format : new String[][] {{"age-inspect", "--json"}, {"age-inspect", "-"}}) {
        Keyrite.Result there = Keyrite.execute(vector.file(), List.of(format));
        Keyrite.Result here = Keyrite.run(vector.file(), format);
        assertEquals(there.status(), here.status(), vector + ": " + here.stderr());
        assertArrayEquals(there.stdout(), here.stdout(), vector.name());
        inspected += here.status() == 0 ? 1 : 0;
      }
    }
    assertTrue(inspected > 100, inspected + " were inspected");
  }
}
