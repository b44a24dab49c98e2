import { deployedWord, leaseHolder } from "@regatta/accounts";
import { fit } from "@regatta/run-log";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { table } from "../../output/table.ts";
import { type AccountStatus, type PoolStatus, STATES, type WaitingStatus } from "./pool-status.ts";
import { type Colours, colourOf } from "./state-colour.ts";

export interface Page {
  colours: Colours;
  /** How wide a line may be; as wide as it gets when left out. */
  columns?: number | undefined;
  /** How many lines there is room for; as many as there are when left out. */
  rows?: number | undefined;
}

// Who needs a look first; those that can be had are the least interesting.
const ORDER: readonly string[] = ["leased", "cleaning", "dirty", "quarantined", "disabled", "available"];
const HEAD = ["ACCOUNT", "STATE", "FOR", "LEASE LEFT", "DEPLOYED"];
const TEXT_HEAD = "WHO AND WHAT, OR WHY";
// With less room than this beside the table, texts get lines of their own.
const ROOM_FOR_TEXT = 40;
const INDENT = "    ";

/** The pool as people read it. */
export function renderStatus(status: PoolStatus, page: Page): string {
  const summary = summaryOf(status, page.columns);
  if (Object.values(status.counts).every((number) => number === 0))
    return `${summary}.\nnext: regatta pool add <account id> --role <role>\n`;
  const accounts = status.accounts.toSorted(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.account.localeCompare(b.account),
  );
  const line = lineOf(status.line, page);
  const [head = "", ...blocks] = accounts.length === 0 ? [] : blocksOf(accounts, page);
  const shown = blocks.length === 0 ? [] : ["", head, ...topOf(blocks, page.rows && page.rows - line.length)];
  return `${[`${summary}.`, ...line, ...shown].join("\n")}\n`;
}

/** Who waits, the first in line first. */
function lineOf(line: readonly WaitingStatus[], { columns = 1_000 }: Page): string[] {
  if (line.length === 0) return [];
  const waits = line.map(({ runId, holder, forMs, needs, held, maximum, priority, only }, i) => {
    const which = only === undefined ? "" : ` of ${only.join(", ")}`;
    const rank = priority === 0 ? "" : `, priority ${priority}`;
    return `${INDENT}${i + 1}. for ${seconds(forMs)}: needs ${needs}${which}, has ${held}, takes up to ${maximum}${rank}: run ${runId} (${holder})`;
  });
  return ["", `${count(line.length, "run")} in line:`, ...waits.map((text) => fit(text, columns))];
}

/** How many accounts are in which state, without a full stop. @param columns how wide a line may be. */
export function summaryOf({ pool, table: name, counts }: PoolStatus, columns = 1_000): string {
  const there = STATES.filter((state) => counts[state] > 0);
  const all = there.reduce((sum, state) => sum + counts[state], 0);
  const title = `Pool ${pool} in table ${name}: ${count(all, "account")}`;
  if (all === 0) return title;
  const states = there.map((state) => `${counts[state]} ${state}`).join(" · ");
  const line = `${title}, ${states}`;
  return line.length < columns ? line : `${title},\n${states}`;
}

/** The head, then the lines of each account. */
function blocksOf(accounts: readonly AccountStatus[], { colours, columns }: Page): string[] {
  const rows = accounts.map((account) => ({ cells: cellsOf(account), text: textOf(account), account }));
  const widths = HEAD.map((title, i) =>
    Math.max(title.length, ...rows.map(({ cells }) => cells[i]?.length ?? 0)),
  );
  const used = widths.reduce((sum, width) => sum + width + 2, 0);
  const room = columns === undefined ? Number.POSITIVE_INFINITY : columns - used;
  const beside = room >= ROOM_FOR_TEXT;
  const drawn = table(
    [...HEAD, ...(beside ? [TEXT_HEAD] : [])].map(colours.bold),
    rows.map(({ cells, text, account }) => [
      ...painted(cells, account, colours),
      ...(beside ? [fit(text, room)] : []),
    ]),
  );
  const [head = "", ...lines] = drawn.trimEnd().split("\n");
  if (beside || columns === undefined) return [head, ...lines];
  const below = (text: string) => (text === "" ? "" : `\n${INDENT}${fit(text, columns - INDENT.length)}`);
  return [head, ...lines.map((line, i) => `${line}${below(rows[i]?.text ?? "")}`)];
}

// The top of what there is, for a screen that it is drawn on again and again.
function topOf(blocks: readonly string[], rows: number | undefined): string[] {
  if (rows === undefined) return [...blocks];
  const shown: string[] = [];
  let room = rows - 6;
  for (const block of blocks) {
    room -= block.split("\n").length;
    if (room < 0) break;
    shown.push(block);
  }
  const left = blocks.length - shown.length;
  return left === 0 ? shown : [...shown, `… and ${left} more`];
}

function cellsOf({ account, name, state, forMs, lease, fingerprints }: AccountStatus): string[] {
  return [
    name === undefined ? account : `${account} (${name})`,
    state,
    seconds(forMs),
    lease ? leaseLeft(lease.leftMs) : "",
    deployedWord(fingerprints),
  ];
}

function painted(cells: string[], { state, lease }: AccountStatus, colours: Colours): string[] {
  const paint = [
    undefined,
    colourOf(state, colours),
    undefined,
    (lease?.leftMs ?? 1) > 0 ? undefined : colours.red,
  ];
  return cells.map((cell, i) => paint[i]?.(cell) ?? cell);
}

function leaseLeft(leftMs: number): string {
  if (leftMs > 0) return duration(Math.ceil(leftMs / 1000) * 1000);
  return `ran out ${seconds(-leftMs)} ago`;
}

function seconds(ms: number): string {
  return duration(Math.floor(ms / 1000) * 1000);
}

/** Who has the account and what they do there, or why nobody can have it; one line. */
export function textOf({ lease, state, reason = "", disabledFrom, cleanInMs }: AccountStatus): string {
  if (lease) {
    const who = leaseHolder(lease);
    return lease.activity === undefined ? who : `${lease.activity} · ${who}`;
  }
  if (state === "disabled" && disabledFrom !== undefined && disabledFrom !== "available")
    return `${reason} (was ${disabledFrom})`;
  if (state === "quarantined" && cleanInMs === undefined) return `${reason} · waits for regatta pool reset`;
  if ((state === "dirty" || state === "quarantined") && cleanInMs !== undefined && cleanInMs > 0)
    return `${reason} · cleaned again in ${seconds(cleanInMs)}`;
  return reason;
}
