import type { AccountStats, Cause, RunStats } from "@regatta/stats";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { oneLine } from "../../output/one-line.ts";
import { table } from "../../output/table.ts";
import { minuteOf, percent, spread } from "./figures.ts";
import { listed, type StatsPage, section } from "./stats-page.ts";

const SHOWN = 5;
const ACCOUNTS = 8;
const NONE = "–";
/** Attempts in an account from which on the share of its failures says something. */
const TELLING_ATTEMPTS = 20;

/** Why accounts became dirty, what cleaning them took, accounts that stand out, and problems told. */
export function renderAccounts(stats: RunStats, page: StatsPage): string[] {
  const parts = [
    section("Why accounts became dirty", listed(stats.dirty, SHOWN, causeRows), page),
    section(stats.only ? "Cleaning, of the whole pool" : "Cleaning", cleaningOf(stats), page),
    section("Accounts by how long runs held them", used(stats), page),
    section("Accounts in which files fail far more often than elsewhere", standOut(stats), page),
    section(
      "Problems told in runs (docs/troubleshooting.md)",
      listed(stats.problems, SHOWN, problemRow),
      page,
    ),
  ];
  return parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ["", ...part]));
}

function causeRows({ what, count: number, accounts, subjects, last }: Cause): string[] {
  const named = subjects
    .slice(0, 3)
    .map(({ name, count: times }) => (times > 1 ? `${name} (${times})` : name));
  const more = subjects.length > 3 ? ` and ${subjects.length - 3} more` : "";
  return [
    `  ${String(number).padEnd(5)}${oneLine(what)}, in ${count(accounts, "account")}`,
    ...(named.length > 0 ? [`       ${oneLine(named.join(", "))}${more}`] : []),
    `       last ${minuteOf(last.at)} in ${last.account}, run ${last.runId}`,
  ];
}

function cleaningOf({
  cleaning: { cleanings, outcomes, durationMs, dirtyMs, failures },
}: RunStats): string[] {
  if (cleanings === 0) return [];
  const named = Object.entries(outcomes).map(([outcome, number]) => `${number} ${outcome}`);
  return [
    `  ${count(cleanings, "cleaning")}: ${named.join(", ")}`,
    ...(durationMs ? [`  cleaning an account takes ${spread(durationMs)}`] : []),
    ...(dirtyMs ? [`  from dirty to clean ${spread(dirtyMs)}`] : []),
    ...listed(failures, 3, causeRows),
  ];
}

function used({ accounts }: RunStats): string[] {
  const held = accounts.filter(({ stays }) => stays > 0).sort((a, b) => b.heldMs - a.heldMs);
  const [first, ...others] = held;
  // Of one there is nothing to compare.
  if (!first || others.length === 0) return [];
  const head = ["  ACCOUNT", "HELD", "SHARE", "TESTING", "FAILED", "DIRTY"];
  const rows = held.slice(0, ACCOUNTS).map(rowOf);
  const more = held.length > ACCOUNTS ? [`  … and ${held.length - ACCOUNTS} more: --json has all`] : [];
  return [...table(head, rows).trimEnd().split("\n"), ...more];
}

function rowOf({ account, heldMs, heldShare, time, stays, attempts, failed, dirty }: AccountStats): string[] {
  return [
    `  ${account}`,
    duration(heldMs),
    heldShare === undefined ? NONE : percent(heldShare),
    heldMs > 0 ? percent(time.test / heldMs) : NONE,
    `${failed} of ${attempts}`,
    `${dirty} of ${stays}`,
  ];
}

/** Twice as many as in all accounts together, and three at least. */
function standOut({ accounts }: RunStats): string[] {
  const total = (of: "attempts" | "failed") => accounts.reduce((sum, account) => sum + account[of], 0);
  const usual = total("attempts") > 0 ? total("failed") / total("attempts") : 0;
  const bad = accounts.filter(
    ({ attempts, failed }) => attempts >= TELLING_ATTEMPTS && failed >= 3 && failed / attempts > 2 * usual,
  );
  return listed(bad, SHOWN, ({ account, attempts, failed }: AccountStats) => [
    `  ${account}: ${failed} of ${attempts} attempts (${percent(failed / attempts)}; all accounts ${percent(usual)})`,
  ]);
}

function problemRow({ code, runs, times }: RunStats["problems"][number]): string[] {
  return [`  ${String(times).padEnd(5)}${code}, in ${count(runs, "run")}`];
}
