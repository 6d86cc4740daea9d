package org.keyrite.trust;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keyrite.Build;
import org.keyrite.signature.Finding;
import org.keyrite.signature.KeyName;

/** A verdict for programs and for the record: everything that it rests on, as JSON's values. */
public final class Receipt {
  private Receipt() {}

  /** The whole receipt. Equal verdicts give equal receipts. */
  public static Map<String, Object> of(Verdict verdict) {
    Map<String, Object> receipt = new LinkedHashMap<>();
    receipt.put("answer", verdict.isYes() ? "yes" : "no");
    verdict.whyNot().ifPresent(sentence -> receipt.put("why-not", sentence));
    receipt.put("at", verdict.moment().instant().toString());
    receipt.put("rehearsal", verdict.moment().kind() == Moment.Kind.REHEARSED);
    receipt.put("historical", verdict.moment().kind() == Moment.Kind.HISTORICAL);
    receipt.put("keyrite", Build.VERSION);
    verdict.policy().origin().ifPresent(origin -> receipt.put("policy", origin(origin)));
    receipt.put(
        "certificates", verdict.policy().certificates().stream().map(Receipt::origin).toList());
    receipt.put("artifacts", verdict.artifacts().stream().map(Receipt::artifact).toList());
    receipt.put("unadmitted", verdict.unadmitted());
    return receipt;
  }

  /** A signature that counts, of an artifact or of a list that it is in. */
  public record Signed(String file, String signer, String key, String made) {}

  /** The signatures that count. */
  public static List<Signed> signatures(Verdict verdict) {
    List<Signed> signatures = new ArrayList<>();
    for (Verdict.Judged judged : verdict.artifacts()) {
      for (Verdict.SignatureSeen seen : judged.signatures()) {
        if (seen.counts() && seen.finding() instanceof Finding.Good good) {
          signatures.add(
              new Signed(
                  judged.artifact().file(),
                  seen.signer().map(Party.Signer::name).orElse(""),
                  good.key().toString(),
                  good.made().map(Object::toString).orElse("not stated")));
        }
      }
    }
    return signatures;
  }

  private static Map<String, Object> origin(Policy.Origin origin) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("file", origin.file().toString());
    file.put("sha256", origin.sha256());
    return file;
  }

  private static Map<String, Object> artifact(Verdict.Judged judged) {
    Map<String, Object> artifact = new LinkedHashMap<>();
    artifact.put("file", judged.artifact().file());
    artifact.put("version", judged.artifact().version());
    artifact.put("admitted", judged.admitted());
    artifact.put("bytes", judged.bytes());
    Map<String, Object> hashes = new LinkedHashMap<>();
    judged.hashes().forEach((algorithm, hash) -> hashes.put(algorithm.toString(), hash));
    artifact.put("hashes", hashes);
    artifact.put("conditions", conditions(judged.conditions()));
    artifact.put("signatures", judged.signatures().stream().map(Receipt::signature).toList());
    return artifact;
  }

  private static List<Object> conditions(List<Condition> conditions) {
    List<Object> list = new ArrayList<>();
    for (Condition condition : conditions) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("kind", condition.kind().word());
      facts.put("met", condition.met());
      facts.put("clause", condition.clause());
      if (!condition.parts().isEmpty()) {
        facts.put("parts", conditions(condition.parts()));
      }
      list.add(facts);
    }
    return list;
  }

  private static Map<String, Object> signature(Verdict.SignatureSeen seen) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("file", seen.file().file());
    facts.put("file-sha256", seen.fileSha256());
    facts.put("scheme", seen.file().scheme().word());
    facts.put("mode", seen.file().mode().word());
    facts.put("counts", seen.counts());
    seen.signer().ifPresent(signer -> facts.put("signer", signer.name()));
    switch (seen.finding()) {
      case Finding.Good good -> {
        facts.put("key", good.key().fingerprint());
        facts.put("made-by", good.madeBy());
        good.made().ifPresent(made -> facts.put("made", made.toString()));
        facts.put("algorithm", good.algorithm());
        facts.put("comment", good.comment());
        seen.discount()
            .ifPresent(
                discount -> {
                  facts.put("rejection", discount.word());
                  facts.put("sentence", discount.sentence());
                });
      }
      case Finding.Rejected rejected -> {
        rejected.key().map(KeyName::fingerprint).ifPresent(key -> facts.put("key", key));
        facts.put("rejection", rejected.rejection().word());
        facts.put("sentence", rejected.sentence());
      }
    }
    return facts;
  }
}
