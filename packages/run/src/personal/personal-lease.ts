import type { HandBack } from "@regatta/accounts";
import type { HeldLease, UsableAccount } from "../fleet/held-lease.ts";
import type { AccountClaim } from "./account-claim.ts";

/**
 * The use of an account of somebody's own, for as long as it is claimed. Nobody keeps a record of such an account, so
 * there is nothing to renew, and giving it back says how it is to whoever started the run.
 */
export class PersonalLease implements HeldLease {
  readonly account: UsableAccount;
  readonly id: string;
  readonly epoch = 1;
  readonly signal: AbortSignal;
  readonly nextStepWhenDirty: string;
  readonly #onEnd: () => void;

  /** @param onEnd called when the account is given back. */
  constructor({ personal, runId, signal }: AccountClaim, onEnd: () => void) {
    this.account = { ...personal.account, fingerprints: {} };
    this.id = `personal-${runId}`;
    this.signal = signal;
    this.nextStepWhenDirty = whatToDo(personal.name);
    this.#onEnd = onEnd;
  }

  /** What is seen in the terminal is all there is to be told. */
  doing(): void {}

  /** The claim keeps itself. */
  startHeartbeat(): void {}

  release(): Promise<HandBack> {
    return this.#end();
  }

  markDirty(): Promise<HandBack> {
    return this.#end();
  }

  async #end(): Promise<HandBack> {
    this.#onEnd();
    return { kind: this.signal.aborted ? "lost" : "done" };
  }
}

function whatToDo(name: string): string {
  return (
    `Nobody cleans your own account: the next run or \`regatta deploy --account ${name}\` deploys what is missing or ` +
    "broken; what test files left behind is yours to remove."
  );
}
