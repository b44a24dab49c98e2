import type { FileOutcome, FileResult, RunEvent, RunEventInput } from "@regatta/run-log";
import { failureText } from "./failure-text.ts";

export interface LargeRunOptions {
  files: number;
  accounts: number;
  /** Of each account. */
  services?: number;
  /** What each file prints, characters. */
  printed?: number;
}

const words = [
  "orders",
  "payments",
  "mailbox",
  "search",
  "catalogue",
  "accounts",
  "ledger",
  "shipping",
  "prices",
  "reviews",
];
const verbs = ["creates", "refunds", "lists", "rejects", "retries", "expires", "notifies", "moves"];

/** The log of a run with everything in it: deploys, flaky files, crashes, time-outs, a broken account. The same each time. */
export function largeRun({ files, accounts, services = 8, printed = 400 }: LargeRunOptions): RunEvent[] {
  return new LargeRun({ files, accounts, services, printed }).events();
}

class LargeRun {
  readonly #options: Required<LargeRunOptions>;
  readonly #happened: Array<{ at: number; input: RunEventInput }> = [];
  #seed = 7;

  constructor(options: Required<LargeRunOptions>) {
    this.#options = options;
  }

  events(): RunEvent[] {
    const names = Array.from({ length: this.#options.files }, (_, i) => nameOf(i));
    this.#begin(names);
    const free = Array.from({ length: this.#options.accounts }, (_, i) => this.#prepare(i));
    const last = this.#run(names, free);
    for (const [i, { at, account }] of free.entries()) this.#handBack(account, Math.max(at, last * 0.8), i);
    const end = Math.max(...this.#happened.map(({ at }) => at));
    this.#add(end + 300, { kind: "jest-exited", code: 1, signal: null });
    this.#add(end + 400, {
      kind: "run-finished",
      exitCode: 1,
      reason: `${this.#red} of ${names.length} files failed`,
    });
    const start = Date.UTC(2026, 0, 31, 10, 15);
    return this.#happened
      .sort((a, b) => a.at - b.at)
      .map(
        ({ at, input }, seq) => ({ seq, at: start + Math.round(at), logVersion: 1, ...input }) as RunEvent,
      );
  }

  #red = 0;

  #begin(names: string[]): void {
    const expectedMs = Object.fromEntries(names.map((name) => [name, 8_000 + 12_000 * this.#chance()]));
    this.#add(0, {
      kind: "run-started",
      runId: "20260131T101500-x7k2aa",
      version: "0.1.0",
      pool: "default",
      commit: "2d16557c0ffee",
      argv: ["--ci"],
      pid: 4711,
    });
    this.#add(1_900, { kind: "files-selected", files: names, rootDir: "/project", expectedMs });
    this.#add(2_000, {
      kind: "lease-waiting",
      reason: "all accounts are leased",
      position: 2,
      of: 3,
      estimateMs: 9_000,
    });
  }

  #prepare(index: number): { at: number; account: string } {
    const account = `2100000${String(index + 1).padStart(5, "0")}/eu-west-1`;
    let at = 5_000 + 6_000 * this.#chance() + (index % 10 === 9 ? 20_000 : 0);
    this.#add(at, { kind: "lease-acquired", account, leaseId: `l${index}`, epoch: 1, expiresAt: 0 });
    at += 300 + 200 * this.#chance();
    this.#add(at, { kind: "session-opened", account });
    this.#add(at + 150, { kind: "stacks-read", account, stacks: this.#options.services });
    let ready = at + 200;
    for (let i = 0; i < this.#options.services; i++) {
      const service = `${words[i % words.length]}${i < words.length ? "" : "-api"}`;
      if (index % 3 > 0 && i > 1) this.#add(at + 200, { kind: "service-skipped", account, service });
      else ready = Math.max(ready, this.#deploy(account, service, at + 200 + (i > 3 ? 9_000 : 0)));
      this.#add(ready, { kind: "service-ready", account, service });
    }
    this.#add(ready, { kind: "account-ready", account });
    this.#add(ready + 5, { kind: "worker-started", account, pid: 5_000 + index });
    return { at: ready + 400, account };
  }

  #deploy(account: string, service: string, at: number): number {
    const durationMs = 4_000 + 8_000 * this.#chance();
    const stackName = `shop-${service}`;
    this.#add(at, {
      kind: "deploy-started",
      account,
      service,
      stackName,
      reason: "its fingerprint changed: handler.ts",
    });
    this.#add(at + durationMs, {
      kind: "deploy-finished",
      account,
      service,
      stackName,
      durationMs,
      noUpdates: false,
    });
    return at + durationMs;
  }

  #run(names: readonly string[], free: Array<{ at: number; account: string }>): number {
    let last = 0;
    names.forEach((name, i) => {
      const place = free.reduce((best, one) => (one.at < best.at ? one : best));
      const outcome = outcomeOf(i);
      this.#attempt(name, place, { attempt: 1, outcome, final: i % 40 !== 7 });
      if (outcome !== "passed" && i % 40 !== 7) this.#red++;
      if (i % 40 === 7) {
        const others = free.filter((one) => one !== place);
        const other = others.reduce((best, one) => (one.at < best.at ? one : best), others[0] ?? place);
        other.at = Math.max(other.at, place.at);
        this.#attempt(name, other, { attempt: 2, outcome: "passed", final: true });
      }
      last = Math.max(last, place.at);
    });
    return last;
  }

  #attempt(
    file: string,
    place: { at: number; account: string },
    { attempt, outcome, final }: { attempt: number; outcome: FileOutcome; final: boolean },
  ): void {
    const durationMs = outcome === "timed-out" ? 60_000 : 3_000 + 22_000 * this.#chance() ** 2;
    const { account, at } = place;
    this.#add(at, { kind: "file-started", account, file, attempt });
    const result = this.#result(outcome, durationMs);
    this.#add(at + durationMs, {
      kind: "file-finished",
      account,
      file,
      attempt,
      outcome,
      durationMs,
      result,
      ...(final ? {} : { final }),
    });
    place.at = at + durationMs + 20;
  }

  #result(outcome: FileOutcome, durationMs: number): FileResult {
    const console =
      "console.log request id 1-67c9\n    at Object.<anonymous> (tests/x.test.ts:12:5)\n".repeat(
        Math.ceil(this.#options.printed / 80),
      );
    if (outcome === "crashed")
      return { tests: [], message: "its worker was killed by SIGKILL", console, skipped: false };
    if (outcome === "timed-out")
      return { tests: [], message: "it ran for longer than 60 s", console, skipped: false };
    const tests = verbs.map((verb, i) => {
      const isBad = outcome === "failed" && i === 2;
      const test = {
        title: `${verb} what was asked for`,
        ancestors: ["the service"],
        durationMs: durationMs / verbs.length,
      };
      return {
        ...test,
        status: isBad ? ("failed" as const) : ("passed" as const),
        failureMessages: isBad ? [failureText] : [],
      };
    });
    return { tests, console, skipped: false };
  }

  #handBack(account: string, at: number, index: number): void {
    if (index % 23 === 11)
      this.#add(at + 100, { kind: "account-dirty", account, reason: "a file timed out there" });
    else this.#add(at + 100, { kind: "account-released", account });
  }

  #add(at: number, input: RunEventInput): void {
    this.#happened.push({ at, input });
  }

  /** From 0 to 1. */
  #chance(): number {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  }
}

function nameOf(index: number): string {
  const folder = words[index % words.length];
  return `tests/${folder}/${verbs[index % verbs.length]}-${folder}-${index}.test.ts`;
}

function outcomeOf(index: number): FileOutcome {
  if (index % 40 === 7 || index % 61 === 30) return "failed";
  if (index % 173 === 50) return "crashed";
  return index % 211 === 90 ? "timed-out" : "passed";
}
