import { createHash } from "node:crypto";

/**
 * One thing that decides what a deploy would produce. `value` never holds a secret in clear: parameters and
 * environment variables are there as SHA-256.
 */
export interface FingerprintInput {
  kind: "format" | "service" | "definition" | "parameter" | "environment" | "file";
  /** For a file: its path relative to the service's directory, with forward slashes. */
  name: string;
  /** For a file: git's mode and blob hash. For a variable that is not set: `unset`. */
  value: string;
}

/** What a deploy of a service depends on, and the hash of all that. */
export interface Fingerprint {
  service: string;
  /** SHA-256, hex. Equal content gives an equal digest, on any machine and in any folder. */
  digest: string;
  /** Sorted, so that two fingerprints can be compared to say why they differ. */
  inputs: FingerprintInput[];
}

/** The fingerprint over `inputs`, whatever their order; of inputs given twice the first counts. */
export function fingerprintOfInputs(service: string, inputs: FingerprintInput[]): Fingerprint {
  const unique = new Map<string, FingerprintInput>();
  for (const input of inputs) {
    const key = `${input.kind}\0${input.name}`;
    if (!unique.has(key)) unique.set(key, input);
  }
  // By code unit and not by locale, which differs between machines.
  const sorted = [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, input]) => input);
  const canonical = JSON.stringify(sorted.map(({ kind, name, value }) => [kind, name, value]));
  return { service, digest: sha256(canonical), inputs: sorted };
}

/** Hex SHA-256 of a text. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
