import { groupBy } from "../basics/group-by.ts";
import type { Cause } from "./run-stats.ts";

/** Something that befell an account, and what was said of it. */
export interface Incident {
  at: number;
  account: string;
  runId: string;
  reason: string;
}

/** What is told alike for many files or services; what follows in the words names them. */
interface Kind {
  form: RegExp;
  what: string;
}

// The words are those of AccountRecord, recordMessage and describeLeak, of the reaper and of what is done by hand.
const KINDS: readonly Kind[] = [
  {
    form: /^suspect: failed here and passed in another account: (?<names>.+)$/s,
    what: "files failed there that passed in another account",
  },
  { form: /^the deploy of (?<name>\S+) failed/, what: "a deploy failed" },
  { form: /^the deploy of (?<name>\S+) was cut off/, what: "a deploy was cut off" },
  { form: /^(?<name>\S+) crashed its worker$/, what: "a test file crashed its worker" },
  { form: /^(?<name>\S+) timed out$/, what: "a test file ran into its time limit" },
  { form: /^(?<name>\S+) was cut off/, what: "a test file was cut off" },
  {
    form: /^(?:one of )?(?<names>\S+(?:, \S+)*)(?: and \d+ more)? left behind /,
    what: "a test file left something behind",
  },
  {
    form: /^making its data fresh for (?<name>\S+) failed/,
    what: "its data could not be made fresh for a test file",
  },
  { form: /^the lease of run .* ran out at /s, what: "its holder vanished: the lease ran out" },
  { form: /^the cleaning by run .* ran out at /s, what: "its cleaner vanished: the lease ran out" },
  { form: / held it by hand until /, what: "held by hand until the time was up" },
  { form: / worked in it by hand$/, what: "worked in by hand" },
  { form: /^taken away by hand: /, what: "taken away by hand" },
];

const LONGEST = 160;

/** Puts together what befell accounts alike, the most frequent first. Pure. */
export function causes(incidents: readonly Incident[]): Cause[] {
  const told = incidents.map((incident) => ({ ...incident, ...recognised(incident.reason) }));
  return [...groupBy(told, ({ what }) => what)]
    .flatMap(([what, those]): Cause[] => {
      const { at, account, runId, reason } = those.reduce((last, one) => (one.at >= last.at ? one : last));
      const accounts = new Set(those.map((one) => one.account)).size;
      const subjects = countNames(those.flatMap(({ names }) => names));
      return [{ what, count: those.length, accounts, subjects, last: { at, account, runId, reason } }];
    })
    .sort((a, b) => b.count - a.count || b.last.at - a.last.at);
}

function recognised(reason: string): { what: string; names: string[] } {
  for (const { form, what } of KINDS) {
    const found = form.exec(reason);
    if (!found) continue;
    const { name, names } = found.groups ?? {};
    return { what, names: names?.split(", ") ?? (name === undefined ? [] : [name]) };
  }
  return { what: withoutParticulars(reason), names: [] };
}

/** A message without what differs from time to time: ids, numbers, hashes. Pure. */
export function withoutParticulars(message: string): string {
  return message
    .replace(/\s+/g, " ")
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b/gi, "#")
    .replace(/\b(?=[a-z]*\d)[0-9a-z]{6,}\b/gi, "#")
    .replace(/\d+/g, "#")
    .trim()
    .slice(0, LONGEST);
}

function countNames(names: readonly string[]): Cause["subjects"] {
  return [...groupBy(names, (name) => name)]
    .map(([name, those]) => ({ name, count: those.length }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
