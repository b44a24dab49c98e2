import { accountKey, leaseHolder, type PoolAccount } from "@regatta/accounts";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { causeOf } from "./cause-of.ts";
import type { Case, Finding, FindingKind, FoundAccount } from "./finding.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
// More names than this make a command nobody reads.
const NAMED = 5;

/** From when on something that ought to have ended by itself needs somebody, ms. */
export const patience = {
  /** A lease that ran out; whoever looks at the pool ends it. */
  lease: 10 * MINUTE,
  /** A dirty account; a cleaner that is scheduled at all comes once a day. */
  dirty: DAY,
  disabled: 30 * DAY,
  /** The first in line. */
  line: 30 * MINUTE,
};

interface Judgement extends Omit<Finding, "accounts"> {
  case: Case;
  /**
   * Where the account's own reason is told: at the end of the cause, and in each account only where they differ; or in
   * each account. Nowhere when left out.
   */
  reason?: "in the cause" | "in each";
}

/** Every account that is not available, those with one cause together. @param now the server's time, ms. */
export function diagnoseAccounts(accounts: readonly PoolAccount[], now: number): Finding[] {
  const groups = new Map<string, Judgement[]>();
  for (const account of accounts) {
    const judgement = judge(account, now);
    if (!judgement) continue;
    const key = `${judgement.kind} ${judgement.cause} ${judgement.reason === "in the cause" ? causeOf(account) : ""}`;
    groups.set(key, [...(groups.get(key) ?? []), judgement]);
  }
  return [...groups.values()].map((group) => together(group, now));
}

function together(group: Judgement[], now: number): Finding {
  const [{ kind, needsSomeone, cause, reason, fix, case: first }] = group as [Judgement];
  const cases = group.map((judgement) => judgement.case).sort((a, b) => a.since - b.since);
  const isOneReason = cases.every(({ account }) => account.reason === first.account.reason);
  const why = (isOneReason && first.account.reason) || causeOf(first.account);
  const isToldByEach = reason === "in each" || (reason === "in the cause" && !isOneReason);
  return {
    kind,
    needsSomeone,
    cause: `${count(group.length, "account")} ${group.length === 1 ? "is" : "are"} ${cause}${reason === "in the cause" ? `: ${why}` : ""}`,
    accounts: cases.map((each) => foundAccount(each, isToldByEach, now)),
    fix: fix.replaceAll("<>", namesOf(cases)),
  };
}

function foundAccount({ account, since, detail }: Case, tellReason: boolean, now: number): FoundAccount {
  const details = [tellReason ? account.reason : undefined, detail].filter((text) => text !== undefined);
  return {
    account: accountKey(account),
    ...(account.name === undefined ? {} : { name: account.name }),
    since: new Date(since).toISOString(),
    forMs: Math.max(0, now - since),
    ...(details.length === 0 ? {} : { detail: details.join("; ") }),
  };
}

function namesOf(cases: readonly Case[]): string {
  if (cases.length > NAMED) return "<account…>";
  return cases.map(({ account }) => account.name ?? accountKey(account)).join(" ");
}

function judge(account: PoolAccount, now: number): Judgement | undefined {
  switch (account.state) {
    case "available":
      return undefined;
    case "leased":
    case "cleaning":
      return judgeHeld(account, now);
    case "dirty":
      return judgeDirty(account, now);
    case "quarantined":
      return judgeQuarantined(account, now);
    case "disabled":
      return judgeDisabled(account, now);
  }
}

function judgeHeld(account: PoolAccount, now: number): Judgement | undefined {
  const { lease, state } = account;
  if (!lease) return undefined;
  const who = leaseHolder(lease);
  if (lease.expiresAt < now) {
    const isLate = now - lease.expiresAt > patience.lease;
    return {
      kind: "lease-ran-out",
      needsSomeone: isLate,
      cause: `${state} under a lease that ran out${isLate ? ", and nobody has looked at the pool since" : ""}`,
      fix: "regatta clean",
      case: { account, since: lease.expiresAt, detail: `was held by ${who}` },
    };
  }
  const detail =
    lease.activity ?? (lease.byHand === undefined ? undefined : `ends in ${left(lease.expiresAt, now)}`);
  const common = { needsSomeone: false, case: { account, since: lease.acquiredAt, detail } };
  if (state === "cleaning")
    return { ...common, kind: "being-cleaned", cause: `being cleaned by ${who}`, fix: "nothing: wait" };
  const fix = lease.byHand === undefined ? "nothing: wait" : "nothing: wait, or regatta pool release <>";
  return { ...common, kind: "in-use", cause: `leased by ${who}`, fix };
}

function judgeDirty(account: PoolAccount, now: number): Judgement {
  const { changedAt, name, cleanAfter = 0, parkedSince } = account;
  const detail = cleanAfter > now ? `cleaned again in ${left(cleanAfter, now)}` : undefined;
  const dirty = { since: changedAt, detail, account };
  if (name !== undefined)
    return {
      kind: "dirty",
      needsSomeone: false,
      cause: "somebody's own, and dirty",
      reason: "in the cause",
      fix: "nothing: its owner may use it as it is, or regatta clean <>",
      case: dirty,
    };
  if (parkedSince !== undefined)
    return {
      kind: "dirty",
      needsSomeone: false,
      cause: "dirty, with something left that only time removes",
      reason: "in each",
      fix: "nothing: a cleaner comes again",
      case: { ...dirty, since: parkedSince },
    };
  if (now - Math.max(changedAt, cleanAfter) <= patience.dirty)
    return {
      kind: "dirty",
      needsSomeone: false,
      cause: "dirty",
      reason: "in the cause",
      fix: "regatta clean",
      case: dirty,
    };
  return {
    kind: "dirty-for-long",
    needsSomeone: true,
    cause: "dirty, and nobody has tried to clean for longer than a day",
    reason: "in each",
    fix: "regatta clean, and have CI or a service do it from now on",
    case: dirty,
  };
}

function judgeQuarantined(account: PoolAccount, now: number): Judgement {
  const { changedAt, failures, cleanAfter } = account;
  const again =
    cleanAfter === undefined
      ? "not tried again by itself"
      : cleanAfter > now
        ? `tried again in ${left(cleanAfter, now)}`
        : "tried again as soon as a cleaner runs";
  return {
    kind: "quarantined",
    needsSomeone: true,
    cause: "quarantined",
    reason: "in the cause",
    fix: "mend what is named, then: regatta pool reset <>",
    case: {
      account,
      since: changedAt,
      detail: `${count(failures, "cleaning")} failed, ${again}`,
    },
  };
}

function judgeDisabled(account: PoolAccount, now: number): Judgement {
  const isLong = now - account.changedAt > patience.disabled;
  const kind: FindingKind = isLong ? "disabled-for-long" : "disabled";
  return {
    kind,
    needsSomeone: isLong,
    cause: `disabled${isLong ? " for longer than a month" : ""}`,
    reason: "in the cause",
    fix: `regatta pool enable <>${isLong ? ", or regatta pool remove <>" : ""}`,
    case: {
      account,
      since: account.changedAt,
      detail: `by ${account.history.at(-1)?.by ?? "nobody knows whom"}`,
    },
  };
}

function left(until: number, now: number): string {
  return duration(Math.ceil((until - now) / 1000) * 1000);
}
