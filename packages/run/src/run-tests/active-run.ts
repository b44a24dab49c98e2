import type { CredentialsEndpoint } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { type Clock, isRegattaError, messageOf } from "@regatta/foundation";
import type { FromJest, ToJest } from "@regatta/jest-runner";
import { describeLeak, type RunLog, type TerminalView } from "@regatta/run-log";
import { type AccountsNumberOptions, chooseAccountsNumber } from "../basis/choose-accounts-number.ts";
import type { RunBasis } from "../basis/run-basis.ts";
import { timesOfFiles } from "../basis/times-of-files.ts";
import type { ContainerPlace } from "../containers/container-place.ts";
import { SharedFiles } from "../containers/shared-files.ts";
import { type Part, takePart } from "../containers/take-part.ts";
import type { WholeRun } from "../containers/whole-run.ts";
import type { HoldFailed } from "../fleet/failed-accounts.ts";
import type { Fleet } from "../fleet/fleet.ts";
import type { Lending } from "../fleet/lending.ts";
import { makeFleet } from "../fleet/make-fleet.ts";
import { hadNoTests } from "../jest/allows-no-tests.ts";
import { checkPragmas, roomOf } from "../jest/check-pragmas.ts";
import { FileNeeds } from "../jest/file-needs.ts";
import { canFreshen, freshenAccount } from "../jest/freshen-account.ts";
import { jestArgumentRefused } from "../jest/jest-arguments.ts";
import { JestFiles } from "../jest/jest-files.ts";
import type { JestProcess } from "../jest/jest-process.ts";
import { recordMessage } from "../jest/record-message.ts";
import { followInterrupts } from "../open-run/follow-interrupts.ts";
import type { InterruptSource } from "../open-run/interrupt-source.ts";
import type { AccountClaim } from "../personal/account-claim.ts";
import { beginQuarantine } from "../quarantine/begin-quarantine.ts";
import { fixedOrder } from "../replay/fixed-order.ts";

export interface ActiveRunOptions {
  config: RegattaConfig;
  runId: string;
  /** Arguments Jest was loaded with. */
  args: string[];
  /** Loaded, and not begun. */
  jest: JestProcess;
  lending: Lending;
  /** Accounts in which a file failed are kept for a person. */
  holdFailed?: HoldFailed | undefined;
  /** The options on the command line. */
  given?: readonly string[] | undefined;
  /** Whether what files leave behind is looked for, and fails the run. */
  leaks: boolean | "fail";
  /** The files, absolute, in the order they are to be started in; the longest first when left out. */
  inOrder?: readonly string[] | undefined;
  /** How often a file that failed is tried again. */
  retries: number;
  /** Whether files that are late get a second copy. */
  backupCopies: boolean;
  /** Which of several containers this is that share the files. */
  place?: ContainerPlace | undefined;
  env: NodeJS.ProcessEnv;
  basis: RunBasis;
  /** The right to the account of somebody's own that is used, if one is. */
  claim?: AccountClaim | undefined;
  log: RunLog;
  view: TerminalView;
  endpoint: CredentialsEndpoint;
  interrupt: InterruptSource;
  clock: Clock;
}

type FilesOfJest = Extract<FromJest, { kind: "files" }>;

// How long an interrupted Jest may take to stop its workers and say what was cut off.
const STOP_MS = 3_000;

/** A run under way: Jest on one side, the accounts on the other, and every event between them on the log. */
export class ActiveRun {
  /** Settles when Jest is gone and every account is handed back; never rejects. */
  readonly finished: Promise<void>;
  readonly #options: ActiveRunOptions;
  readonly #files: JestFiles;
  readonly #fleet: Fleet;
  readonly #jest: JestProcess;
  readonly #send = (message: ToJest) => this.#jest.send(message);
  readonly #shared: SharedFiles | undefined;
  #filesKnown = false;
  #isSharing = false;
  #wholeRun: WholeRun | undefined;

  constructor(options: ActiveRunOptions) {
    this.#options = options;
    const { jest, basis } = options;
    this.#jest = jest;
    this.#files = new JestFiles({ send: this.#send, only: basis.only });
    this.#fleet = makeFleet({ ...options, user: this.#files, leaks: options.leaks !== false });
    this.#shared = this.#sharedFiles();
    followInterrupts({
      ...options,
      fleet: this.#fleet,
      cutOff: (signal) => this.#cutOff(signal),
      quit: () => jest.kill(),
    });
    this.#begin();
    this.finished = this.#finish();
  }

  /** What became of the run in all containers, where it is for this one to sum it up. */
  get wholeRun(): WholeRun | undefined {
    return this.#wholeRun;
  }

  #sharedFiles(): SharedFiles | undefined {
    const { place, basis } = this.#options;
    if (!place || basis.personal) return undefined;
    return new SharedFiles({
      ...this.#options,
      place,
      send: this.#send,
      onElsewhere: (file, state) => {
        this.#files.elsewhere(file, state);
        if (state === "waiting") this.#fleet.lookSoon();
      },
      cutOff: (accounts, reason) => this.#leaveAccounts(accounts, reason),
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
      case "refused":
        this.#refuse(
          jestArgumentRefused(message.problems.join("\n"), "Mend Jest's configuration, or the arguments."),
        );
        break;
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
        this.#onIdle(message);
        break;
      case "account-quiet":
        void this.#inspect(message);
        break;
      case "account-suspect":
        this.#options.log.append(message);
        break;
      case "account-freshen":
        void freshenAccount({ ...this.#options, fleet: this.#fleet, send: this.#send }, message);
        break;
      case "claim":
      case "complete":
        break;
    }
    this.#files.onMessage(message);
    this.#keepRecord(message);
    if (this.#isSharing) this.#shared?.onMessage(message);
  }

  #onIdle({ account, surplus }: Extract<FromJest, { kind: "account-idle" }>): void {
    const use = this.#files.idle(account, surplus === true);
    if (use !== "used") this.#fleet.handBack(account, use === "surplus");
  }

  /** Looks for what the files left behind in the account, which takes no further one meanwhile. Never throws. */
  async #inspect({ account, files }: Extract<FromJest, { kind: "account-quiet" }>): Promise<void> {
    const { log, leaks } = this.#options;
    try {
      const resources = await this.#fleet.leaks(account);
      if (resources.length > 0) {
        log.append({
          kind: "leak-found",
          account,
          files,
          resources,
          ...(leaks === "fail" ? { fails: true } : {}),
        });
        this.#fleet.record(account)?.incident(describeLeak({ files, resources }));
      }
    } catch (error) {
      // Where the account is gone meanwhile there is nothing to tell.
      if (this.#fleet.record(account)) {
        log.append({ kind: "problem", code: "LEAKS_UNSEEN", message: `${account}: ${messageOf(error)}` });
      }
    }
    this.#jest.send({ kind: "inspected", account });
  }

  // What happens to files in an account decides how it goes back.
  #keepRecord(message: FromJest): void {
    if (!("account" in message)) return;
    const others = "others" in message ? (message.others ?? []) : [];
    for (const account of [message.account, ...others]) {
      const record = this.#fleet.record(account);
      if (record) recordMessage(record, message);
    }
  }

  #onFiles(message: FilesOfJest): void {
    const { basis, lending, place } = this.#options;
    this.#filesKnown = true;
    try {
      checkPragmas(message, roomOf(basis, lending));
    } catch (error) {
      this.#refuse(error);
      return;
    }
    if (place) void this.#sharePart(message, place);
    else this.#runFiles(message, { files: message.files, isShared: false });
  }

  /** Never throws. */
  async #sharePart(message: FilesOfJest, place: ContainerPlace): Promise<void> {
    const { files, rootDir } = message;
    try {
      const part = await takePart({ ...this.#options, place, shared: this.#shared, files });
      this.#isSharing = part.isShared;
      this.#runFiles(message, part);
    } catch (error) {
      // Others may be running them: none of them is run here, and the run is not green.
      this.#options.log.append({ kind: "files-selected", files, rootDir, expectedMs: {} });
      const code = isRegattaError(error) ? error.code : "AWS_FAILED";
      this.#options.log.append({ kind: "problem", code, message: messageOf(error) });
      this.#send({ kind: "refuse" });
    }
  }

  #runFiles(
    { files: selected, rootDir, requires, accounts }: FilesOfJest,
    { files: part, isShared }: Part,
  ): void {
    const {
      config,
      basis,
      log,
      leaks,
      retries,
      backupCopies,
      args,
      clock,
      inOrder: paths,
      place,
    } = this.#options;
    const files = [...part];
    const { expectedMs, p95Ms } = timesOfFiles(basis, files);
    log.append({ kind: "files-selected", files, rootDir, expectedMs, past: pastOf(basis, files) });
    const { quarantine: entries } = config.tests;
    this.#send({
      kind: "setup",
      expectedMs,
      p95Ms,
      fileTimeoutMs: config.tests.fileTimeoutSeconds * 1000,
      filesPerAccount: config.accounts.filesPerAccount,
      retries,
      backupCopies,
      leastLateMs: config.tests.backupCopiesAfterSeconds * 1000,
      canFreshen: canFreshen(config),
      claims: isShared,
      quarantine: beginQuarantine({ entries, files: selected, args, log, now: clock.now() }),
      inspect: leaks !== false,
      ...(paths ? { inOrder: fixedOrder(selected, rootDir, paths) } : {}),
    });
    const own = new Set(part);
    for (const file of selected)
      if (!own.has(file)) this.#send({ kind: "file-elsewhere", file, state: "done" });
    const services = Object.keys(config.services);
    const deployed = basis.wanted.graph.order.map(({ name }) => name);
    this.#files.selected(files.length, new FileNeeds({ requires, services, deployed }), accounts);
    // A file that failed is tried again in another account.
    if (retries > 0) this.#files.holdAtLeast(2);
    if (isShared && this.#shared) this.#files.shareWith(this.#shared);
    if (isShared) this.#shared?.follow();
    const containers = isShared ? (place?.of ?? 1) : 1;
    this.#chooseAccounts({ files, expectedMs, accountsOf: accounts, containers });
    this.#fleet.lease().catch((error: unknown) => this.#onLeasingBroke(error));
  }

  /** Others may be about to run what runs there. */
  #leaveAccounts(accounts: string[], reason: string): void {
    for (const account of accounts) {
      this.#fleet.record(account)?.incident(reason);
      this.#send({ kind: "account-gone", account, reason });
      this.#fleet.handBack(account);
    }
  }

  #chooseAccounts(weighed: Omit<AccountsNumberOptions, "basis" | "lending" | "retries">): void {
    const { lending, log } = this.#options;
    if (!lending.isAuto) return;
    const { accounts, reason } = chooseAccountsNumber({ ...this.#options, ...weighed });
    this.#files.holdAtMost(accounts);
    log.append({ kind: "accounts-chosen", accounts, reason });
  }

  // Jest has loaded everything and run its globalSetup: it is let go in order, so that globalTeardown runs too.
  #refuse(error: unknown): void {
    if (!isRegattaError(error)) throw error;
    const { code, message, nextStep } = error;
    const problem = { code, message, ...(nextStep ? { nextStep } : {}) };
    this.#options.log.append({ kind: "problem", ...problem, refused: true });
    this.#jest.send({ kind: "refuse" });
  }

  // A bug, not a refusal: those are events. Without it Jest would wait for accounts for ever.
  #onLeasingBroke(error: unknown): void {
    this.#options.log.append({ kind: "problem", code: "LEASING_BROKE", message: messageOf(error) });
    this.#jest.send({ kind: "no-more-accounts" });
  }

  #cutOff(signal: "SIGINT" | "SIGTERM"): void {
    if (!this.#filesKnown) {
      this.#jest.kill();
      return;
    }
    this.#jest.send({ kind: "stop", reason: `interrupted by ${signal}` });
    if (this.#isSharing) this.#shared?.interrupt();
    const giveUp = new AbortController();
    void this.#jest.exited.then(() => giveUp.abort());
    this.#options.clock.sleep(STOP_MS, giveUp.signal).then(
      () => this.#jest.kill(),
      () => undefined,
    );
  }

  #hadNoTests(): Promise<boolean> {
    const { config, args, env } = this.#options;
    return hadNoTests({ directory: config.tests.directory, args, env });
  }

  async #finish(): Promise<void> {
    const exit = await this.#jest.exited;
    const noTests = exit.code === 0 && !this.#filesKnown && (await this.#hadNoTests());
    this.#options.log.append({ kind: "jest-exited", ...exit, ...(noTests ? { noTestsAllowed: true } : {}) });
    await this.#fleet.end();
    if (this.#isSharing) this.#wholeRun = await this.#shared?.conclude();
  }
}

// The history may know many more.
function pastOf({ past }: RunBasis, files: readonly string[]): Record<string, string> {
  return Object.fromEntries(files.flatMap((file) => (past[file] ? [[file, past[file]]] : [])));
}
