import { type Finding, findingsAbout } from "./finding.ts";

/** What was seen from where the doctor stands. */
export interface MachineFacts {
  /** The ARN it is known by; absent when AWS was not asked with success, with why. */
  arn?: string;
  account?: string;
  whyUnknown?: string;
  /** Ids of the pool's accounts. */
  pool: readonly string[];
  /** Accounts nobody may enter: ids, or `<id>/<region>`. */
  protectedAccounts: readonly string[];
  /** This machine's clock less the server's, ms. */
  clockOffMs?: number;
}

// AWS refuses signatures that are five minutes off (AWS Signature Version 4, request time stamps).
const REFUSED_MS = 300_000;
const NOTICED_MS = 30_000;

/** Judges who we are and how the clock goes. Pure. */
export function judgeMachine(facts: MachineFacts): Finding[] {
  return [judgeIdentity(facts), ...judgeClock(facts)];
}

function judgeIdentity({ arn, account, whyUnknown, pool, protectedAccounts }: MachineFacts): Finding {
  const { ok, warning, problem } = findingsAbout("this machine");
  if (arn === undefined || account === undefined) {
    return problem(
      "own identity",
      whyUnknown ?? "not known",
      "Set credentials that the AWS SDK finds: AWS_PROFILE, or a role of the machine.",
    );
  }
  if (pool.includes(account)) {
    return problem(
      "own identity",
      `${arn}, in an account that is itself in the pool: runs deploy there and the cleaner empties it`,
      `Take it out with \`regatta pool remove ${account}\`, and add it to accounts.protected.`,
    );
  }
  if (!protectedAccounts.includes(account)) {
    return warning(
      "own identity",
      `${arn}, in an account that is not protected`,
      `Add "${account}" to accounts.protected: then no command enters it, whatever the pool says.`,
    );
  }
  return ok("own identity", arn);
}

function judgeClock({ clockOffMs }: MachineFacts): Finding[] {
  if (clockOffMs === undefined) return [];
  const { ok, warning, problem } = findingsAbout("this machine");
  const off = Math.abs(clockOffMs);
  const seen = `${(off / 1000).toFixed(0)} s ${clockOffMs > 0 ? "ahead of" : "behind"} AWS`;
  const fix = "Set the clock by NTP. Leases do not mind, for they go by the server's time; signatures do.";
  if (off >= REFUSED_MS) return [problem("clock", seen, fix)];
  return [off >= NOTICED_MS ? warning("clock", seen, fix) : ok("clock", "as AWS's, to the half minute")];
}
