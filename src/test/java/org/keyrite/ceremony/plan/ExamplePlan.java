package org.keyrite.ceremony.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.keyrite.fault.Refused;

/** A valid plan, which tests change in one place. */
public final class ExamplePlan {
  public static final String HOST =
      "age1tlkwkehlephn3k2j0pkx66tv08pdhs3em48frdr898tn5flm2l5seuk4ev";
  public static final String BACKUP =
      "age1dwrtyullxn7wr8ttsp807k3l2ar6mf825gh36jwqrefdmdu8td9s9dyws4";

  static final String TEXT =
      """
      version: keyrite/plan/v1
      name: example
      environment: testnet
      generator:
        file: bin/generator
        version: 1.2.3
        sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      extract:
        secret:
          key: {whole: true}
        public:
          id: {json: peer_id}
      recipients:
        hosts:
          host-1: %s
        backups:
          backup-1: %s
      artifacts:
        - secret: key
          file: key-{id}.age
          to: [hosts, backups]
      """
          .formatted(HOST, BACKUP);

  private ExamplePlan() {}

  /** The plan with a text in it replaced, read from a file of that folder. */
  public static Plan changed(Path folder, String text, String replacement)
      throws IOException, Refused {
    return PlanReader.read(write(folder, text, replacement));
  }

  static Path write(Path folder, String text, String replacement) throws IOException {
    if (!TEXT.contains(text)) {
      throw new IllegalArgumentException("the plan has no such text: " + text);
    }
    return Files.writeString(folder.resolve("plan.yaml"), TEXT.replace(text, replacement));
  }
}
