import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { accountKey } from "@regatta/accounts";
import { type Clock, messageOf, RegattaError } from "@regatta/foundation";
import { lock } from "proper-lockfile";
import { type ClaimHolder, describeClaimHolder, isGone, parseClaimHolder } from "./claim-holder.ts";
import type { PersonalAccount } from "./personal-account.ts";

export interface ClaimOptions {
  personal: PersonalAccount;
  runId: string;
  /** Where the locks of this user are kept. */
  folder: string;
  /** How long to wait for whoever has the account, ms. */
  waitMs: number;
  clock: Clock;
  /** Hears once that, and for whom, is waited. */
  onWaiting: (holder: string) => void;
}

/** A holder says this often that it lives; one that was silent for `STALE_MS` is taken for dead. ms. */
const HEARTBEAT_MS = 3_000;
const STALE_MS = 15_000;
/** How often an account that somebody has is tried again, ms. */
const AGAIN_MS = 500;

/** The right of one process of this user to work in an account of its own: a second terminal is kept out. */
export class AccountClaim {
  readonly personal: PersonalAccount;
  readonly runId: string;
  readonly #lost: AbortController;
  readonly #release: () => Promise<void>;

  /**
   * Claims the account. One whose holder's process died is taken over as soon as its lock has grown old.
   * @throws RegattaError ACCOUNT_BUSY, saying who has it, after `waitMs`; CLAIM_NOT_WRITABLE.
   */
  static async take(options: ClaimOptions): Promise<AccountClaim> {
    const { personal, folder, waitMs, clock, onWaiting } = options;
    const place = join(folder, "accounts", `${personal.account.id}_${personal.account.region}`);
    const begin = clock.monotonic();
    for (let tries = 0; ; tries++) {
      const claim = await tryToTake(place, options);
      if (claim) return claim;
      const holder = await holderAt(place);
      const isDead = holder !== undefined && isGone(holder);
      const limitMs = isDead ? Math.max(waitMs, STALE_MS + HEARTBEAT_MS) : waitMs;
      if (clock.monotonic() - begin >= limitMs) throw busy(personal, holder);
      if (tries === 0)
        onWaiting(isDead ? `${whom(holder)}, which died: its lock ends in a moment` : whom(holder));
      await clock.sleep(AGAIN_MS);
    }
  }

  /** @param held what `tryToTake` made. */
  constructor({ personal, runId, lost, release }: Held) {
    this.personal = personal;
    this.runId = runId;
    this.#lost = lost;
    this.#release = release;
  }

  /** Aborted with a RegattaError LEASE_LOST when another process took the account, thinking that this one is dead. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** Lets the next one have the account. Never throws. */
  release(): Promise<void> {
    return this.#release();
  }
}

interface Held {
  personal: PersonalAccount;
  runId: string;
  lost: AbortController;
  release: () => Promise<void>;
}

async function tryToTake(place: string, options: ClaimOptions): Promise<AccountClaim | undefined> {
  const { personal, runId, folder, clock } = options;
  const lost = new AbortController();
  const own: ClaimHolder = { pid: process.pid, host: hostname(), runId, since: clock.now() };
  try {
    await mkdir(join(folder, "accounts"), { recursive: true });
    const unlock = await lock(place, {
      lockfilePath: `${place}.lock`,
      realpath: false,
      stale: STALE_MS,
      update: HEARTBEAT_MS,
      onCompromised: () => lost.abort(taken(personal)),
    });
    await writeFile(`${place}.json`, JSON.stringify(own));
    const release = async () => {
      if (lost.signal.aborted) return;
      await rm(`${place}.json`, { force: true }).catch(() => undefined);
      await unlock().catch(() => undefined);
    };
    return new AccountClaim({ personal, runId, lost, release });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ELOCKED") return undefined;
    throw new RegattaError(
      `The claim to the account "${personal.name}" cannot be written: ${messageOf(cause)}`,
      {
        code: "CLAIM_NOT_WRITABLE",
        source: "user",
        nextStep: `Make ${folder} writable, or name another folder in XDG_STATE_HOME.`,
        cause,
      },
    );
  }
}

async function holderAt(place: string): Promise<ClaimHolder | undefined> {
  const text = await readFile(`${place}.json`, "utf8").catch(() => "");
  return parseClaimHolder(text);
}

function whom(holder: ClaimHolder | undefined): string {
  return holder ? describeClaimHolder(holder) : "another process";
}

function busy({ name, account }: PersonalAccount, holder: ClaimHolder | undefined): RegattaError {
  return new RegattaError(`The account "${name}" is in use by ${whom(holder)}.`, {
    code: "ACCOUNT_BUSY",
    source: "user",
    account: accountKey(account),
    nextStep: "Wait for it: --wait 10m; or end the other run.",
  });
}

function taken({ name, account }: PersonalAccount): RegattaError {
  return new RegattaError(
    `Another process took the account "${name}", for this one gave no sign of life (was it stopped?).`,
    {
      code: "LEASE_LOST",
      source: "service",
      account: accountKey(account),
      nextStep: "Run again when the other is done.",
    },
  );
}
