package org.keyrite.os;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;

/** What the image does without, because nothing but a method of the JDK's would ask for it. */
final class LeftOut {
  private LeftOut() {}

  /**
   * The name of a host is never looked up, not even to tell whether two addresses of resources are
   * the same. All that knows how to ask a name server would come with it.
   */
  @TargetClass(className = "java.net.URL")
  static final class HostNames {
    private HostNames() {}

    @Substitute
    synchronized HostAddress getHostAddress() {
      return null;
    }

    @TargetClass(className = "java.net.InetAddress")
    static final class HostAddress {
      private HostAddress() {}
    }
  }

  /** Regular expressions name no character: Unicode's table of names is as large as our code. */
  @TargetClass(Character.class)
  static final class CharacterNames {
    private CharacterNames() {}

    @Substitute
    @SuppressWarnings("DoNotCallSuggester") // the JDK's own calls it
    static int codePointOf(String name) {
      throw new IllegalArgumentException("no character has a name here: " + name);
    }
  }
}
