import { didYouMean, RegattaError } from "@regatta/foundation";
import type { Pragmas } from "@regatta/jest-runner";
import type { RunBasis } from "../basis/run-basis.ts";
import type { Lending } from "../fleet/lending.ts";
import { canFreshen } from "./freshen-account.ts";

/** What there is for test files to ask for. */
export interface Room {
  /** Every service of the configuration. */
  services: Iterable<string>;
  /** The most accounts the run may hold at once. */
  accounts: number;
  /** Whether the data of an account can be made fresh. */
  canFreshen: boolean;
}

/** What there is for the test files of a run. */
export function roomOf(
  { config, accounts, personal }: RunBasis,
  { maximum }: Pick<Lending, "maximum">,
): Room {
  return {
    services: Object.keys(config.services),
    accounts: Math.min(maximum, personal ? 1 : accounts.length),
    canFreshen: canFreshen(config),
  };
}

/**
 * Refuses pragmas that cannot be what was meant, or cannot be met, before anything is leased. Each error names every
 * file concerned.
 * @throws RegattaError PRAGMA_INVALID, UNKNOWN_SERVICE (with the service that was likely meant), ACCOUNTS_NOT_ENOUGH,
 *   EXCLUSIVE_NEEDS_ROOM.
 */
export function checkPragmas(
  { requires, exclusive, accounts, mistakes }: Omit<Pragmas, "locks">,
  room: Room,
): void {
  if (mistakes.length > 0) {
    throw refusal("PRAGMA_INVALID", mistakes.join("\n"), "Mend the comment at the top of the file.");
  }
  checkServices(requires, new Set(room.services));
  checkAccounts(accounts, room);
  checkExclusive(exclusive, accounts, room);
}

function checkServices(requires: Pragmas["requires"], known: ReadonlySet<string>): void {
  const mistakes = Object.entries(requires).flatMap(([file, names]) =>
    names.length === 0
      ? [`${file}: @requires names no service.`]
      : names
          .filter((name) => !known.has(name))
          .map((name) => `${file}: @requires names "${name}", which is no service${guess(name, known)}`),
  );
  if (mistakes.length === 0) return;
  const listed = [...known].sort().join(", ");
  const nextStep = `Mend the comment at the top of the file. The services are: ${listed || "none"}.`;
  throw refusal("UNKNOWN_SERVICE", mistakes.join("\n"), nextStep);
}

function checkAccounts(accounts: Pragmas["accounts"], { accounts: most }: Room): void {
  const tooMany = Object.entries(accounts).filter(([, count]) => count > most);
  if (tooMany.length === 0) return;
  const lines = tooMany.map(
    ([file, count]) => `${file}: @accounts ${count}, and this run has ${most} at most.`,
  );
  throw refusal(
    "ACCOUNTS_NOT_ENOUGH",
    lines.join("\n"),
    "Raise accounts.max, or leave these files out of the run.",
  );
}

/** Without a command that makes data fresh each account is fresh once. */
function checkExclusive(
  exclusive: string[],
  accounts: Pragmas["accounts"],
  { accounts: most, canFreshen }: Room,
): void {
  const wanted = exclusive.reduce((sum, file) => sum + (accounts[file] ?? 1), 0);
  if (canFreshen || wanted <= most) return;
  throw refusal(
    "EXCLUSIVE_NEEDS_ROOM",
    `Files with @exclusive want ${wanted} accounts that no other file has touched, and this run has ${most} at most: ${exclusive.join(", ")}.`,
    "Set cleaning.dataCommand, which makes an account's data fresh between files, or raise accounts.max.",
  );
}

function refusal(code: string, message: string, nextStep: string): RegattaError {
  return new RegattaError(message, { code, source: "user", nextStep });
}

function guess(name: string, known: ReadonlySet<string>): string {
  return didYouMean(name, known) || ".";
}
