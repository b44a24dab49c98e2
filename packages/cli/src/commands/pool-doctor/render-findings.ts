import { fit } from "@regatta/run-log";
import { count } from "../../output/count.ts";
import { duration } from "../../output/duration.ts";
import { oneLine } from "../../output/one-line.ts";
import { table } from "../../output/table.ts";
import type { Colours } from "../pool-status/state-colour.ts";
import type { Finding, FoundAccount } from "./finding.ts";

// Of one cause; the others are like them.
const SHOWN = 20;

export interface FindingsPage {
  colours: Colours;
  /** How wide a line may be; as wide as it gets when left out. */
  columns?: number | undefined;
}

/** The findings as people read them. */
export function renderFindings(findings: readonly Finding[], page: FindingsPage): string {
  const { bold, green } = page.colours;
  const needy = findings.filter(({ needsSomeone }) => needsSomeone).length;
  const verdict =
    needy === 0
      ? green("Healthy: nothing needs anybody.")
      : bold(`${count(needy, "finding")} ${needy === 1 ? "needs" : "need"} somebody.`);
  return [...findings.map((finding) => renderFinding(finding, page)), `${verdict}\n`].join("\n");
}

function renderFinding(
  { needsSomeone, cause, accounts, fix }: Finding,
  { colours, columns }: FindingsPage,
): string {
  const label = needsSomeone ? colours.red("problem:") : colours.dim("fine:");
  const more = accounts.length > SHOWN ? `  … and ${accounts.length - SHOWN} more\n` : "";
  return `${label} ${oneLine(cause)}\n${rowsOf(accounts.slice(0, SHOWN), columns)}${more}  ${colours.bold("next:")} ${fix}\n`;
}

function rowsOf(accounts: readonly FoundAccount[], columns: number | undefined): string {
  const rows = accounts.map(({ account, name, forMs, detail = "" }) => [
    `  ${account}${name === undefined ? "" : ` (${name})`}`,
    `for ${duration(Math.floor(forMs / 1000) * 1000)}`,
    oneLine(detail),
  ]);
  const [first, ...rest] = rows;
  if (!first) return "";
  const lines = table(first, rest).trimEnd().split("\n");
  return `${lines.map((line) => (columns === undefined ? line : fit(line, columns))).join("\n")}\n`;
}
