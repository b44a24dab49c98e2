import { createHash } from "node:crypto";
import type { Container, ContainerTrouble, FileStanding, Lock, Look, QueueResult } from "./look.ts";
import type { Fields, QueueItem, QueueWrite } from "./queue-store.ts";

const FILE = "file#";
const CONTAINER = "container#";
const LOCK = "lock#";
const SELECTION = "selection#";

export const fileKey = (file: string): string => FILE + file;
export const containerKey = (id: string): string => CONTAINER + id;
export const lockKey = (name: string): string => LOCK + name;
export const summaryKey = "summary";

// An item holds 400 KB at most, and a write costs a unit a KB: this many bytes of names in one.
const CHUNK_BYTES = 200_000;

/** Claims are named for the container that makes them: an item need not say both. */
export function claimId(container: string, number: number): string {
  return `${container}.${number}`;
}

function containerOf(claim: string): string {
  return claim.slice(0, claim.lastIndexOf("."));
}

/** The digest of a list of files, whatever its order: containers that selected the same write it once. */
export function selectionDigest(files: readonly string[]): string {
  return createHash("sha256").update(files.toSorted().join("\n")).digest("hex").slice(0, 16);
}

/**
 * What writes a list of files down, in as many items as it needs. The last one says how many there are: a list counts
 * once it is there in whole.
 */
export function selectionWrites(files: readonly string[]): QueueWrite[] {
  const digest = selectionDigest(files);
  const chunks = chunksOf(files.toSorted());
  return chunks.map((chunk, i) => ({
    sk: `${SELECTION}${digest}#${i}`,
    when: ["absent"],
    change: { kind: "put", fields: { files: chunk, of: chunks.length } },
  }));
}

function chunksOf(files: readonly string[]): string[][] {
  const chunks: string[][] = [[]];
  let bytes = 0;
  for (const file of files) {
    const size = Buffer.byteLength(file) + 3;
    if (bytes + size > CHUNK_BYTES) {
      chunks.push([]);
      bytes = 0;
    }
    chunks.at(-1)?.push(file);
    bytes += size;
  }
  return chunks;
}

/** What of a result is kept with the file. */
export function resultFields({ outcome, durationMs, account, attempts, message }: QueueResult): Fields {
  return {
    outcome,
    ms: Math.round(durationMs),
    account,
    attempts,
    ...(message === undefined ? {} : { message }),
  };
}

/** What a container has to say when its files have ended. */
export function saidFields(trouble: ContainerTrouble | undefined): Fields {
  return { exitCode: trouble?.exitCode ?? 0, ...(trouble ? { reason: trouble.reason } : {}) };
}

/** Reads the items of a run; those of a kind that only a newer version knows are passed over. */
export function decodeLook(items: readonly QueueItem[]): Look {
  const files = new Map<string, FileStanding>();
  const containers = new Map<string, Container>();
  const locks: Lock[] = [];
  const chunks = new Map<string, number>();
  const selections = new Set<string>();
  for (const { sk, fields } of items) {
    if (sk.startsWith(FILE)) files.set(sk.slice(FILE.length), decodeFile(fields));
    else if (sk.startsWith(CONTAINER))
      containers.set(sk.slice(CONTAINER.length), decodeContainer(sk, fields));
    else if (sk.startsWith(LOCK)) locks.push(decodeLock(sk, fields));
    else if (sk.startsWith(SELECTION)) {
      const digest = sk.slice(SELECTION.length).split("#")[0] ?? "";
      const seen = (chunks.get(digest) ?? 0) + 1;
      chunks.set(digest, seen);
      if (seen === fields.of) selections.add(digest);
      for (const file of (fields.files as string[]) ?? []) {
        if (!files.has(file)) files.set(file, { kind: "waiting" });
      }
    }
  }
  return { files, containers, locks, selections };
}

/** Where a file stands, by its own item; undefined: there is none. */
export function decodeFile(fields: Fields | undefined): FileStanding {
  if (!fields) return { kind: "waiting" };
  const claim = String(fields.claim);
  const by = containerOf(claim);
  if (fields.outcome === undefined) return { kind: "claimed", claim, by };
  const { outcome, ms, account, attempts, message } = fields;
  return {
    kind: "done",
    by,
    result: {
      outcome: String(outcome),
      durationMs: Number(ms),
      account: String(account),
      attempts: Number(attempts),
      ...(message === undefined ? {} : { message: String(message) }),
    },
  };
}

function decodeContainer(sk: string, fields: Fields): Container {
  const exitCode = fields.exitCode === undefined ? undefined : Number(fields.exitCode);
  const trouble = exitCode ? { trouble: { exitCode, reason: String(fields.reason) } } : {};
  return {
    id: sk.slice(CONTAINER.length),
    index: Number(fields.index),
    beat: Number(fields.beat),
    isDead: fields.takenOverBy !== undefined,
    isPassive: fields.passive !== undefined,
    ...(exitCode === undefined ? {} : { said: trouble }),
  };
}

function decodeLock(sk: string, fields: Fields): Lock {
  const claim = String(fields.claim);
  return { name: sk.slice(LOCK.length), claim, by: containerOf(claim) };
}
