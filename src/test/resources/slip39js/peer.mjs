// The implementation of SLIP-0039 in JavaScript, for tests. Each line that it reads is one task, of
// fields with bars between them; it answers each with a line.
import { createInterface } from "node:readline";
import slip39 from "slip39";
import before from "slip39-before";

const hex = (bytes) => Buffer.from(bytes).toString("hex");

const tasks = {
  "restore": (passphrase, ...shares) => hex(slip39.recoverSecret(shares, passphrase)),
  "restore-before": (passphrase, ...shares) => hex(before.recoverSecret(shares, passphrase)),
  "split": (threshold, groups, secret, passphrase, exponent, extendable) =>
    slip39
      .fromArray([...Buffer.from(secret, "hex")], {
        threshold: Number(threshold),
        groups: groups.split(",").map((group) => group.split(" of ").map(Number)),
        passphrase: passphrase,
        iterationExponent: Number(exponent),
        extendableBackupFlag: extendable === "true" ? 1 : 0,
      })
      .fromPath("r")
      .mnemonics.join("|"),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [task, ...fields] = line.split("|");
  try {
    console.log(tasks[task](...fields));
  } catch (refusal) {
    console.log(refusal.message);
  }
}
