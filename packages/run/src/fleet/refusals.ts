import { firstLine, RegattaError } from "@regatta/foundation";
import type { LeasedAccount } from "./leased-account.ts";

// With no session opened anywhere, this many refusals mean that the fault is ours and not the accounts'.
const BEFORE_GIVING_UP = 3;

/**
 * The accounts that do not let a run in. One that refuses while others let us in is set aside, dirty; when none lets
 * us in the fault is not theirs, and they go back untouched.
 */
export class Refusals {
  #waiting: Array<{ account: LeasedAccount; reason: string }> = [];
  #letIn = false;

  /** Some account lets us in. */
  letIn(): void {
    this.#letIn = true;
  }

  add(account: LeasedAccount, reason: string): void {
    this.#waiting.push({ account, reason });
  }

  /** Whether to stop trying: nobody lets us in. */
  get areTooMany(): boolean {
    return !this.#letIn && this.#waiting.length >= BEFORE_GIVING_UP;
  }

  /** @returns those that may be handed back now, each with its verdict; `atEnd` there is nothing more to wait for. */
  settle({ atEnd = false } = {}): LeasedAccount[] {
    if (!this.#letIn && !atEnd) return [];
    const settled = this.#waiting;
    if (this.#letIn) {
      this.#waiting = [];
      for (const { account, reason } of settled) {
        account.record.incident(`its session could not be opened: ${firstLine(reason)}`);
      }
    }
    return settled.map(({ account }) => account);
  }

  /** Why a run is without an account, if it is for this. */
  get failure(): RegattaError | undefined {
    if (this.#letIn || this.#waiting.length === 0) return undefined;
    return new RegattaError("No account lets this run in.", {
      code: "SESSION_REFUSED",
      source: "service",
      nextStep:
        "Check the credentials, or the role, its trust policy and the external id, of the accounts named above.",
    });
  }
}
