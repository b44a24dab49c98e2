import type { CredentialsEndpoint } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { type Clock, messageOf } from "@regatta/foundation";
import type { FromJest } from "@regatta/jest-runner";
import type { RunLog, TerminalView } from "@regatta/run-log";
import PQueue from "p-queue";
import { Fleet } from "./fleet.ts";
import { describeHolder } from "./holder.ts";
import type { InterruptSource } from "./interrupt.ts";
import type { JestProcess } from "./jest-process.ts";
import type { RunBasis } from "./prepare-run.ts";

export interface ActiveRunOptions {
  config: RegattaConfig;
  runId: string;
  /** Loaded, and not begun. */
  jest: JestProcess;
  accounts?: number;
  env: NodeJS.ProcessEnv;
  basis: RunBasis;
  log: RunLog;
  view: TerminalView;
  endpoint: CredentialsEndpoint;
  interrupt: InterruptSource;
  clock: Clock;
}

const LOOK_AGAIN_MS = 2_000;
const SETTLE_MS = 30_000;
// How long an interrupted Jest may take to stop its workers and say what was cut off.
const STOP_MS = 3_000;

/** A run under way: Jest on one side, the accounts on the other, and every event between them on the log. */
export class ActiveRun {
  /** Settles when Jest is gone and every account is handed back; never rejects. */
  readonly finished: Promise<void>;
  readonly #options: ActiveRunOptions;
  readonly #fleet: Fleet;
  readonly #jest: JestProcess;
  #filesKnown = false;

  constructor(options: ActiveRunOptions) {
    this.#options = options;
    this.#fleet = this.#makeFleet();
    this.#jest = options.jest;
    options.interrupt.onInterrupt((signal, count) => this.#onInterrupt(signal, count));
    this.#begin();
    this.finished = this.#finish();
  }

  #makeFleet(): Fleet {
    const { config, basis, runId, env, log, endpoint, clock } = this.#options;
    return new Fleet({
      pool: basis.pool,
      size: this.#options.accounts ?? config.accounts.max,
      holder: describeHolder(env),
      leaseMs: config.accounts.leaseSeconds * 1000,
      waitMs: config.accounts.waitSeconds * 1000,
      lookAgainMs: LOOK_AGAIN_MS,
      settleMs: SETTLE_MS,
      send: (message) => this.#jest.send(message),
      around: {
        runId,
        env,
        graph: basis.wanted.graph,
        fingerprints: basis.wanted.fingerprints,
        deployQueue: new PQueue({ concurrency: config.deploy.concurrency }),
        endpoint,
        log,
        clock,
        protectedAccounts: config.accounts.protected,
        sessionSeconds: config.accounts.sessionSeconds,
        pollMs: config.deploy.pollMs,
      },
    });
  }

  #begin(): void {
    const { jest, view, log } = this.#options;
    log.append({ kind: "jest-started", pid: jest.pid });
    jest.begin({
      onMessage: (message) => this.#onMessage(message),
      onOutput: (text) => view.write(text),
    });
  }

  #onMessage(message: FromJest): void {
    switch (message.kind) {
      case "files":
        this.#onFiles(message);
        break;
      case "worker-started":
      case "file-started":
      case "file-finished":
      case "file-cut-off":
      case "file-never-run":
        this.#options.log.append(message);
        break;
      case "account-idle":
      case "complete":
        break;
    }
    this.#fleet.onMessage(message);
  }

  #onFiles({ files, rootDir }: Extract<FromJest, { kind: "files" }>): void {
    const { config, basis, log } = this.#options;
    this.#filesKnown = true;
    log.append({ kind: "files-selected", files, rootDir, expectedMs: basis.expectedMs });
    this.#jest.send({
      kind: "setup",
      expectedMs: basis.expectedMs,
      fileTimeoutMs: config.tests.fileTimeoutSeconds * 1000,
      filesPerAccount: config.accounts.filesPerAccount,
    });
    this.#fleet.lease(files.length).catch((error: unknown) => this.#onLeasingBroke(error));
  }

  // A bug, not a refusal: those are events. Without it Jest would wait for accounts for ever.
  #onLeasingBroke(error: unknown): void {
    this.#options.log.append({ kind: "problem", code: "LEASING_BROKE", message: messageOf(error) });
    this.#jest.send({ kind: "no-more-accounts" });
  }

  #onInterrupt(signal: "SIGINT" | "SIGTERM", count: number): void {
    if (count > 1) {
      this.#quitAtOnce();
      return;
    }
    this.#options.log.append({ kind: "interrupted", signal });
    this.#fleet.cutOff(new Error(`interrupted by ${signal}`));
    if (!this.#filesKnown) {
      this.#jest.kill();
      return;
    }
    this.#jest.send({ kind: "stop", reason: `interrupted by ${signal}` });
    const giveUp = new AbortController();
    void this.#jest.exited.then(() => giveUp.abort());
    this.#options.clock.sleep(STOP_MS, giveUp.signal).then(
      () => this.#jest.kill(),
      () => undefined,
    );
  }

  #quitAtOnce(): void {
    this.#jest.kill();
    const left = this.#fleet.held.map(({ account, leaseId }) => `  ${account} (lease ${leaseId})`);
    if (left.length === 0) return;
    this.#options.view.write(
      `Left behind, still leased until the lease runs out, then cleaned:\n${left.join("\n")}\n`,
    );
  }

  async #finish(): Promise<void> {
    const exit = await this.#jest.exited;
    this.#options.log.append({ kind: "jest-exited", ...exit });
    await this.#fleet.end();
    const refusal = this.#fleet.failure;
    if (refusal) {
      const { code, message, nextStep } = refusal;
      this.#options.log.append({ kind: "problem", code, message, ...(nextStep ? { nextStep } : {}) });
    }
  }
}
