import { openSession, type Session } from "@regatta/accounts";
import { type Clock, systemClock } from "@regatta/foundation";
import { type LocalAws, type LocalAwsOptions, startLocalAws } from "@regatta/local-aws";
import { CallPacer } from "@regatta/stacks";
import type { AccountContext } from "../account/account-context.ts";
import type { CleaningEvent } from "../account/cleaning-event.ts";
import { CleanerClients } from "../clients/cleaner-clients.ts";

/** An account of the embedded AWS as a step of cleaning sees it, and what the step told. */
export interface CleanedAccount {
  readonly context: AccountContext;
  readonly events: CleaningEvent[];
  /** What the lease's loss does. */
  lose(reason?: unknown): void;
}

export interface CleanedAccountOptions {
  keep?: (name: string) => boolean;
  clock?: Clock;
}

/** An embedded AWS for a file of tests: every test takes an account nobody has touched. */
export class CleanerWorld {
  readonly aws: LocalAws;
  readonly #open: Array<{ close(): void }> = [];
  #taken = 0;

  private constructor(aws: LocalAws) {
    this.aws = aws;
  }

  static async start(options: LocalAwsOptions = {}): Promise<CleanerWorld> {
    const aws = await startLocalAws({ accounts: 30, ...options });
    Object.assign(process.env, aws.env, { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" });
    return new CleanerWorld(aws);
  }

  async close(): Promise<void> {
    for (const open of this.#open) open.close();
    await this.aws.close();
  }

  /** The next account, with a session in it and its own events. */
  async account(options: CleanedAccountOptions = {}): Promise<CleanedAccount> {
    const account = this.aws.accounts[this.#taken++];
    if (!account) throw new Error("no account is left: start more");
    const lost = new AbortController();
    const session = await openSession({ account, runId: "test", signal: lost.signal });
    const { context, events } = contextOf(session, lost.signal, options);
    this.#open.push({
      close: () => {
        context.clients.destroy();
        session.close();
      },
    });
    return { context, events, lose: (reason = new Error("the lease is lost")) => lost.abort(reason) };
  }
}

function contextOf(session: Session, signal: AbortSignal, options: CleanedAccountOptions) {
  const { clock = systemClock, keep = () => false } = options;
  const pacer = new CallPacer({ clock, signal, firstGapMs: 1, maxGapMs: 10 });
  const clients = new CleanerClients({ session, signal, pacer });
  const events: CleaningEvent[] = [];
  const onEvent = (event: CleaningEvent) => void events.push(event);
  const context = { session, account: session.account, signal, clock, clients, pollMs: 5, keep, onEvent };
  return { context, events };
}
