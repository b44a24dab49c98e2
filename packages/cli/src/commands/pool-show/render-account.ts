import { deployedWord, leaseHolder } from "@regatta/accounts";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { oneLine } from "../../output/one-line.ts";
import { table } from "../../output/table.ts";
import { type Colours, colourOf } from "../pool-status/state-colour.ts";
import type { AccountDetails } from "./account-details.ts";

/** An account as people read it. */
export function renderAccount(account: AccountDetails, colours: Colours): string {
  const { bold } = colours;
  const { state, name, since, forMs, next } = account;
  const title = `${bold(account.account)}${name === undefined ? "" : ` (${name})`}`;
  const steps = next.map(({ command, what }) => [`  ${command}`, what]);
  return [
    `${title} is ${colourOf(state, colours)(state)} since ${time(since)}, for ${seconds(forMs)}.\n`,
    rows(factsOf(account)),
    `\n${deployedOf(account, colours)}`,
    `\n${historyOf(account, colours)}`,
    `\n${bold("What can be done now")}\n${rows(steps)}`,
  ].join("");
}

function factsOf(account: AccountDetails): string[][] {
  const { reason, lease, disabledFrom, failures, roleArn, externalId, version } = account;
  const { cleanAfter, cleanInMs, parkedSince } = account;
  const facts: Array<[string, string | undefined]> = [
    ["why", reason],
    ["was", disabledFrom],
    ["held by", lease && leaseHolder(lease)],
    ["doing", lease?.activity],
    ["lease", lease && leaseOf(lease)],
    ["cleanings failed", failures === 0 ? undefined : `${failures} since it was last clean`],
    ["cleaned again", cleanAfter && cleaningOf(cleanAfter, cleanInMs ?? 0)],
    ["only time helps", parkedSince && `since ${time(parkedSince)}`],
    ["role", roleArn],
    ["external id", externalId],
    ["version", String(version)],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [[`  ${name}`, oneLine(value)]]));
}

function leaseOf({ id, acquiredAt, expiresAt, leftMs }: NonNullable<AccountDetails["lease"]>): string {
  const end = leftMs > 0 ? `ends in ${seconds(leftMs)}` : `ran out ${seconds(-leftMs)} ago`;
  return `${id}, since ${time(acquiredAt)}, ${end} (${time(expiresAt)})`;
}

function cleaningOf(cleanAfter: string, cleanInMs: number): string {
  if (cleanInMs <= 0) return "as soon as a cleaner runs";
  return `in ${seconds(cleanInMs)} at the earliest (${time(cleanAfter)})`;
}

function deployedOf({ fingerprints }: AccountDetails, { bold }: Colours): string {
  const services = Object.entries(fingerprints).sort(([a], [b]) => a.localeCompare(b));
  if (services.length === 0) return `${bold("Deployed there")}: nothing that is known of.\n`;
  const title = `${bold("Deployed there")}, as last seen: ${deployedWord(fingerprints)}\n`;
  return title + rows(services.map(([service, digest]) => [`  ${service}`, digest]));
}

function historyOf({ history }: AccountDetails, colours: Colours): string {
  const title = `${colours.bold("History")}: the last ${count(history.length, "change")}\n`;
  const changes = history.map(({ at, state, why, by }) => [
    `  ${time(at)}`,
    colourOf(state, colours)(state),
    `${oneLine(why)} (${oneLine(by)})`,
  ]);
  return title + rows(changes);
}

function rows(cells: string[][]): string {
  const [first, ...rest] = cells;
  return first ? table(first, rest) : "";
}

function seconds(ms: number): string {
  return duration(Math.floor(ms / 1000) * 1000);
}

function time(iso: string): string {
  return `${iso.slice(0, 19).replace("T", " ")}Z`;
}
