import { accountKey, openSession, type Session, sessionEnvironment, type TellLimit } from "@regatta/accounts";
import type { DataHook } from "@regatta/cleaner/data";
import { firstLine, messageOf } from "@regatta/foundation";
import { type DeployEvent, prepareAccount } from "@regatta/stacks";
import { LeakWatch } from "../leaks/leak-watch.ts";
import { AccountLimits } from "./account-limits.ts";
import { AccountRecord } from "./account-record.ts";
import type { AccountSurroundings } from "./account-surroundings.ts";
import { handBack } from "./hand-back.ts";
import type { HeldLease } from "./held-lease.ts";
import { leavesTraces } from "./leaves-traces.ts";

/** Who follows an account while it is made ready. */
export interface PreparationListener {
  /** Its session is open; `env` is the whole environment of processes that work in it. */
  onEntered(env: Record<string, string>): void;
  onDeployEvent(event: DeployEvent): void;
}

/** Who is told of an account in trouble. */
export interface LimitListener {
  /** How long it is good for, while that is not known to go on. */
  onLimit: TellLimit;
  /** Its credentials have ended. */
  onOver: (reason: string) => void;
}

/** What came of getting an account ready. */
export type Preparation =
  | { kind: "ready"; env: Record<string, string>; outputs: Record<string, Record<string, string>> }
  /** The session could not be opened, or it is not the account it should be: nothing was touched in it. */
  | { kind: "rejected"; reason: string }
  /** `services` are those that failed, where it came as far as services. */
  | { kind: "failed"; services: string[] }
  | { kind: "cut-off" };

/** One account, from its lease to its hand-back. */
export class LeasedAccount {
  readonly key: string;
  readonly record = new AccountRecord();
  readonly #lease: HeldLease;
  readonly #around: AccountSurroundings;
  readonly #limits: AccountLimits;
  readonly #stop = new AbortController();
  #session: Session | undefined;
  #leaks: LeakWatch | undefined;
  #endServing: () => void = () => undefined;
  #handBack: Promise<void> | undefined;
  #isUpToDate = false;
  #failed = false;

  constructor(lease: HeldLease, around: AccountSurroundings, listener: LimitListener) {
    this.key = accountKey(lease.account);
    this.#lease = lease;
    this.#around = around;
    this.#limits = new AccountLimits({ clock: around.clock, tell: listener.onLimit, over: listener.onOver });
    lease.watchLimit?.((limit) => this.#limits.set("lease", limit));
    lease.signal.addEventListener("abort", () => this.#cutOff(lease.signal.reason), { once: true });
    lease.doing(() => this.record.activity(around.deploy.graph.order.length));
    lease.startHeartbeat();
  }

  /** Aborted when the lease is lost or self-fenced. */
  get lost(): AbortSignal {
    return this.#lease.signal;
  }

  /** The lease as someone needs to know it who is told what was left behind. */
  get leaseId(): string {
    return this.#lease.id;
  }

  /** Whether not all of its services could be deployed. */
  get hasFailed(): boolean {
    return this.#failed;
  }

  /** What is there since the last look, beside the services. Empty where that is not looked for. Throws the SDK's errors. */
  async leaks(): Promise<string[]> {
    return (await this.#leaks?.look()) ?? [];
  }

  /**
   * Makes its data what it was by the team's command, in its session; cut off with the account.
   * @throws RegattaError DATA_HOOK_FAILED with the command's last lines; DATA_HOOK_TIMED_OUT; TOOL_NOT_FOUND; or why the
   * account was cut off. It is dirty then.
   */
  async freshen(hook: DataHook): Promise<void> {
    const session = this.#session;
    if (!session) throw new Error(`${this.key} was never entered`);
    const { account } = session;
    const { clock } = this.#around;
    this.record.dataCleaningStarted();
    // Loaded here: few runs need it.
    const { runDataHook } = await import("@regatta/cleaner/data");
    const signal = this.#stop.signal;
    await runDataHook({ session, account, signal, clock, onEvent: () => undefined }, hook);
    this.record.dataCleaned();
  }

  /** Opens the session, serves it to processes of this machine, and deploys what is missing. Never throws. */
  async prepare(listener: PreparationListener): Promise<Preparation> {
    const opened = await this.#openSession();
    if (opened.kind !== "open") return opened;
    const { session } = opened;
    const env = this.#serve(session);
    if (this.#around.leaks) await this.#watchLeaks(session);
    listener.onEntered(env);
    try {
      const result = await prepareAccount({
        ...this.#around.deploy,
        session,
        signal: this.#stop.signal,
        environment: env,
        onEvent: (event) => {
          this.#onDeployEvent(event);
          listener.onDeployEvent(event);
        },
      });
      if (result.kind === "failed") {
        const services = result.failures.map(({ service }) => service);
        if (!result.failures.some(leavesTraces)) return this.#refused(services);
        const reason = result.failures
          .map((failure) => `${failure.service}: ${firstLine(failure.reason)}`)
          .join("; ");
        return this.#fail(` ${reason}`, services);
      }
      this.#isUpToDate = true;
      this.record.prepared();
      return { kind: "ready", env, outputs: result.outputs };
    } catch (error) {
      if (this.#stop.signal.aborted) return { kind: "cut-off" };
      return this.#fail(`: ${messageOf(error)}`);
    }
  }

  /**
   * Ends what is under way in the account and gives it back as its record says, once, however often it is called.
   * Never throws.
   */
  handBack(): Promise<void> {
    if (this.#handBack) return this.#handBack;
    this.#cutOff(new Error("the account is handed back"));
    const { record } = this;
    const around = this.#around;
    this.#handBack = handBack({ lease: this.#lease, record, isUpToDate: this.#isUpToDate, around });
    return this.#handBack;
  }

  /** Ends what is under way in the account: no more credentials, no more deploy steps. */
  stop(reason: Error): void {
    this.#cutOff(reason);
  }

  async #openSession(): Promise<
    { kind: "open"; session: Session } | Extract<Preparation, { kind: "rejected" | "cut-off" }>
  > {
    const { runId, clock, log, protectedAccounts, sessionSeconds } = this.#around;
    try {
      const session = await openSession({
        account: this.#lease.account,
        runId,
        clock,
        protectedAccounts,
        sessionSeconds,
        signal: this.#stop.signal,
      });
      this.#session = session;
      session.keepFresh((limit) => this.#limits.set("session", limit));
      log.append({ kind: "session-opened", account: this.key });
      return { kind: "open", session };
    } catch (error) {
      if (this.#stop.signal.aborted) return { kind: "cut-off" };
      return { kind: "rejected", reason: messageOf(error) };
    }
  }

  /** Whatever runs in this account, a deploy's command or the worker, has its session from one endpoint. */
  #serve(session: Session): Record<string, string> {
    const served = this.#around.endpoint.serve(session);
    this.#endServing = served.stop;
    return {
      ...sessionEnvironment({ session, served, base: this.#around.env }),
      REGATTA_RUN_ID: this.#around.runId,
    };
  }

  // An account that cannot be looked over is used all the same; without a first look nothing could be told apart.
  async #watchLeaks(session: Session): Promise<void> {
    const { deploy, log } = this.#around;
    const unseen = (error: unknown) =>
      log.append({ kind: "problem", code: "LEAKS_UNSEEN", message: `${this.key}: ${messageOf(error)}` });
    const ownStacks = new Set(deploy.graph.order.flatMap(({ stackNames }) => stackNames));
    const watch = new LeakWatch({ session, ownStacks, signal: this.#stop.signal, onPartial: unseen });
    try {
      await watch.look();
      this.#leaks = watch;
    } catch (error) {
      if (!this.#stop.signal.aborted) unseen(error);
    }
  }

  // Nothing was begun of what failed, and everything else is at its end: the account is as sound as it was.
  #refused(services: string[]): Preparation {
    this.#failed = true;
    this.record.prepared();
    return { kind: "failed", services };
  }

  #fail(reason: string, services: string[] = []): Preparation {
    this.#failed = true;
    this.record.incident(`deploying${reason}`);
    return { kind: "failed", services };
  }

  #onDeployEvent(event: DeployEvent): void {
    this.record.deployEvent(event);
    const { log } = this.#around;
    const account = this.key;
    // Outputs may hold what nobody should read in a log.
    if (event.kind === "service-ready")
      log.append({ kind: "service-ready", service: event.service, account });
    else log.append({ ...event, account });
  }

  #cutOff(reason: unknown): void {
    this.#limits.close();
    this.#endServing();
    this.#session?.close();
    this.#stop.abort(reason);
  }
}
