// The TypeScript implementation of age, for tests. Each line that it reads is one task, of fields
// with tabs between them: what to do, with which key, from which file, into which file.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

// Node 18 keeps it in a module.
globalThis.crypto ??= (await import("node:crypto")).webcrypto;
const age = await import("age-encryption");
const PASSPHRASE = "passphrase ";
const ARMOR = "-----BEGIN";

function encrypt(key, plaintext) {
  const encrypter = new age.Encrypter();
  if (key.startsWith(PASSPHRASE)) {
    encrypter.setPassphrase(key.slice(PASSPHRASE.length));
  } else {
    encrypter.addRecipient(key);
  }
  return encrypter.encrypt(plaintext);
}

function decrypt(key, file) {
  const decrypter = new age.Decrypter();
  if (key.startsWith(PASSPHRASE)) {
    decrypter.addPassphrase(key.slice(PASSPHRASE.length));
  } else {
    decrypter.addIdentity(key);
  }
  const armored = file.subarray(0, ARMOR.length).toString() === ARMOR;
  return decrypter.decrypt(armored ? age.armor.decode(file.toString()) : file);
}

const tasks = {
  "generate": () => age.generateX25519Identity(),
  "generate-pq": () => age.generateHybridIdentity(),
  "recipient": (key) => age.identityToRecipient(key),
  "encrypt": (key, from) => encrypt(key, readFileSync(from)),
  "encrypt-armored": async (key, from) => age.armor.encode(await encrypt(key, readFileSync(from))),
  "decrypt": (key, from) => decrypt(key, readFileSync(from)),
};

for await (const line of createInterface({ input: process.stdin })) {
  const [task, key, from, into] = line.split("\t");
  writeFileSync(into, await tasks[task](key, from));
}
