import { logVersion, type RunEvent, type RunEventInput } from "../events/run-event.ts";
import { account } from "./sample-run.ts";

export interface ContainerLogOptions {
  /** From 1. */
  index: number;
  of: number;
  /** What they have in common; without, it has a fixed part. */
  key?: string;
  files: string[];
  happened: RunEventInput[];
  /** Left out where it was killed. */
  exitCode?: number | undefined;
  /** When it begins, by the server's clock, ms. */
  at?: number;
  /** How far its clock is ahead of the server's, ms. */
  ahead?: number;
}

/** An account that only this container has. */
export function accountOf(index: number): string {
  return account.replace("0001/", `000${index}/`);
}

/** The log of one of the containers of a run, its events 10 ms apart: a lease first, which is for a minute. */
export function containerLogOf(options: ContainerLogOptions): RunEvent[] {
  const { index, of, key, files, happened, exitCode, at = 100_000, ahead = 0 } = options;
  const runId = `run-${index}`;
  const own = accountOf(index);
  const place: RunEventInput =
    key === undefined
      ? { kind: "shard-taken", index, of, files: files.length, total: files.length * of }
      : { kind: "container-joined", key, index, of, id: `id-${index}` };
  const inputs: RunEventInput[] = [
    { kind: "run-started", runId, version: "0", pool: "p", argv: [], pid: 1 },
    { kind: "files-selected", files, rootDir: "/project", expectedMs: { [files[0] ?? ""]: 1_000 } },
    place,
    { kind: "lease-acquired", account: own, leaseId: runId, epoch: 1, expiresAt: at + 30 + 60_000 },
    { kind: "session-opened", account: own },
    { kind: "account-ready", account: own },
    ...happened,
    ...(exitCode === undefined ? [] : endOf(own, exitCode)),
  ];
  return inputs.map((input, seq) => ({ logVersion, ...input, seq, at: at + ahead + 10 * seq }) as RunEvent);
}

function endOf(own: string, exitCode: number): RunEventInput[] {
  return [
    { kind: "account-released", account: own },
    { kind: "jest-exited", code: exitCode === 0 ? 0 : 1, signal: null },
    { kind: "run-finished", exitCode, reason: exitCode === 0 ? "all files passed" : "some failed" },
  ];
}
