import type { Fingerprint, FingerprintInput } from "@regatta/stacks";
import { count } from "../../output/count.ts";
import { table } from "../../output/table.ts";

interface Colours {
  bold: (text: string) => string;
  dim: (text: string) => string;
}

/** As much of a hash as people compare by eye. */
const SHORT = 12;

/** A line a service. */
export function renderFingerprints(fingerprints: Fingerprint[], { bold }: Colours): string {
  if (fingerprints.length === 0) return nothing;
  const rows = fingerprints.map((one) => [one.service, one.digest, String(filesOf(one).length)]);
  return table(["SERVICE", "FINGERPRINT", "FILES"].map(bold), rows);
}

/** Everything that went in, kind by kind. */
export function renderExplained(fingerprints: Fingerprint[], colours: Colours): string {
  if (fingerprints.length === 0) return nothing;
  return fingerprints.map((one) => explained(one, colours)).join("\n");
}

/** For programs; `inputs` only when they are asked for: they may be many thousands. */
export function toJson(fingerprints: Fingerprint[], explain: boolean): unknown {
  return fingerprints.map((one) => {
    const { service, digest, inputs } = one;
    return { service, digest, files: filesOf(one).length, ...(explain ? { inputs } : {}) };
  });
}

const nothing = "No services are in the configuration.\n";

function filesOf({ inputs }: Fingerprint): FingerprintInput[] {
  return inputs.filter(({ kind }) => kind === "file");
}

function explained(fingerprint: Fingerprint, { bold, dim }: Colours): string {
  const { service, digest, inputs } = fingerprint;
  const of = (...kinds: Array<FingerprintInput["kind"]>) => inputs.filter(({ kind }) => kinds.includes(kind));
  const sections: Array<[string, string[][]]> = [
    [
      "definition",
      of("definition", "format").map(({ kind, name, value }) => [label(kind, name), short(value)]),
    ],
    ["parameters, by SHA-256", of("parameter").map(({ name, value }) => [name, short(value)])],
    ["environment, by SHA-256", of("environment").map(({ name, value }) => [name, variable(value)])],
    [count(filesOf(fingerprint).length, "file"), of("file").map(fileRow)],
  ];
  const blocks = sections.map(([title, rows]) => (rows.length === 0 ? "" : block(dim(title), rows)));
  return `${bold(service)}  ${digest}\n${blocks.join("")}`;
}

function block(title: string, rows: string[][]): string {
  const [first = [], ...others] = rows.map((row) => row.map(printable));
  return `  ${title}\n${table(first, others).replace(/^(?=.)/gm, "    ")}`;
}

// A file name may hold a line break, which would tear the list.
function printable(text: string): string {
  return /\p{Cc}/u.test(text) ? JSON.stringify(text) : text;
}

function label(kind: FingerprintInput["kind"], name: string): string {
  return kind === "format" ? "format of fingerprints" : name;
}

function variable(value: string): string {
  return value === "unset" ? "unset" : `set, ${short(value)}`;
}

function fileRow({ name, value }: FingerprintInput): string[] {
  const [mode = "", hash = ""] = value.split(" ");
  return [mode, hash.slice(0, SHORT), name];
}

function short(value: string): string {
  if (value === "") return "(none)";
  return /^[0-9a-f]{64}$/.test(value) ? value.slice(0, SHORT) : value;
}
