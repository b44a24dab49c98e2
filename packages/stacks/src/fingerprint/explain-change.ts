import type { FingerprintInput } from "./fingerprint.ts";

/** One thing that differs between two fingerprints of a service. */
export interface Change {
  /** What kind of input it is; `template`: the file that is the service's template. */
  kind: FingerprintInput["kind"] | "template";
  /** As in the inputs; of a renamed file, the name it had. */
  name: string;
  /** `mode`: only the file's mode. `set` and `unset`: a variable that was declared before, too. */
  what: "added" | "removed" | "changed" | "renamed" | "mode" | "set" | "unset";
  /** The name a renamed file has now. */
  to?: string;
}

/** In this order they are told: what is said of the whole service before what is said of one file. */
const kinds = ["format", "service", "definition", "parameter", "environment", "template", "file"];

/**
 * What differs between the inputs of two fingerprints of a service, each difference named once: nothing for equal
 * ones, whatever their order. A file that is gone and one that is new with the same mode and content are one rename.
 */
export function explainChange(before: FingerprintInput[], now: FingerprintInput[]): Change[] {
  const [old, current] = [byKey(before), byKey(now)];
  const removed = [...old].flatMap(([key, input]) => (current.has(key) ? [] : [input]));
  const added = [...current].flatMap(([key, input]) => (old.has(key) ? [] : [input]));
  const { renames, gone, fresh } = pairRenames(removed, added);
  const isTemplate = templateNames([...before, ...now]);
  const changes: Change[] = [
    ...[...current].flatMap(([key, input]) => difference(old.get(key), input)),
    ...renames,
    ...gone.map(({ kind, name }): Change => ({ kind, name, what: "removed" })),
    ...fresh.map(({ kind, name }): Change => ({ kind, name, what: "added" })),
  ];
  return changes
    .map((change) => (isTemplate(change) ? { ...change, kind: "template" as const } : change))
    .sort(inOrder);
}

// Of inputs given twice the first counts, as in the digest.
function byKey(inputs: FingerprintInput[]): Map<string, FingerprintInput> {
  return new Map(inputs.map((input) => [`${input.kind}\0${input.name}`, input] as const).reverse());
}

function difference(before: FingerprintInput | undefined, { kind, name, value }: FingerprintInput): Change[] {
  if (before === undefined || before.value === value) return [];
  return [{ kind, name, what: kind === "environment" ? variable(before.value, value) : file(before, value) }];
}

function variable(before: string, now: string): Change["what"] {
  if (before === "unset") return "set";
  return now === "unset" ? "unset" : "changed";
}

function file({ kind, value: before }: FingerprintInput, now: string): Change["what"] {
  return kind === "file" && hashIn(before) === hashIn(now) ? "mode" : "changed";
}

function hashIn(value: string): string | undefined {
  return value.split(" ")[1];
}

interface Pairing {
  renames: Change[];
  gone: FingerprintInput[];
  fresh: FingerprintInput[];
}

// Among several files of one content, one that keeps its last part is the likelier rename.
function pairRenames(removed: FingerprintInput[], added: FingerprintInput[]): Pairing {
  const waiting = new Map<string, FingerprintInput[]>();
  for (const input of added) {
    if (input.kind !== "file") continue;
    waiting.set(input.value, [...(waiting.get(input.value) ?? []), input]);
  }
  const taken = new Set<FingerprintInput>();
  const renames: Change[] = [];
  const gone: FingerprintInput[] = [];
  for (const input of removed) {
    const free = input.kind === "file" ? (waiting.get(input.value) ?? []) : [];
    const found = free.find(({ name }) => lastPart(name) === lastPart(input.name)) ?? free[0];
    if (!found) {
      gone.push(input);
      continue;
    }
    free.splice(free.indexOf(found), 1);
    taken.add(found);
    renames.push({ kind: "file", name: input.name, what: "renamed", to: found.name });
  }
  return { renames, gone, fresh: added.filter((input) => !taken.has(input)) };
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function templateNames(inputs: FingerprintInput[]): (change: Change) => boolean {
  const names = new Set(
    inputs.flatMap(({ kind, name, value }) => (kind === "definition" && name === "template" ? [value] : [])),
  );
  return ({ kind, name }) => kind === "file" && names.has(name);
}

function inOrder(a: Change, b: Change): number {
  return kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1);
}
