import { randomBytes } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An id as IAM's are: a prefix that tells the kind (`AROA` role, `ANPA` policy) and 17 letters and digits. */
export function newId(prefix: "AROA" | "ANPA"): string {
  return prefix + Array.from(randomBytes(17), (byte) => alphabet[byte % 32]).join("");
}
