import { accountKey } from "@regatta/accounts";
import type { ImportPlan, OrganizationPart } from "@regatta/setup";
import { count } from "../../output/count.ts";
import { oneLine } from "../../output/one-line.ts";
import { table } from "../../output/table.ts";

/** What importing would do, as people read it. */
export function renderImport(
  { parent, units, accounts }: OrganizationPart,
  { add, missing, back, leftOut, unchanged }: ImportPlan,
  { removeMissing = false }: { removeMissing?: boolean | undefined },
): string {
  const away = removeMissing ? "to be removed from the pool" : "to be disabled";
  return [
    `${parent}: ${count(accounts.length, "account")} in ${count(units, "unit")}.\n`,
    section(
      "New, to be added",
      add.map((account) => [accountKey(account), oneLine(account.title), account.roleArn]),
    ),
    section(
      `In the pool, ${away}`,
      missing.map(({ account, reason }) => [accountKey(account), account.state, reason]),
    ),
    section(
      "There again, and disabled until somebody enables them",
      back.map((account) => [accountKey(account), `regatta pool enable ${accountKey(account)}`]),
    ),
    section(
      "Left out",
      leftOut.map(({ id, title, reason }) => [id, oneLine(title), reason]),
    ),
    `${count(unchanged, "account")} of the pool ${unchanged === 1 ? "stays" : "stay"} as ${unchanged === 1 ? "it is" : "they are"}.\n`,
  ].join("");
}

function section(title: string, rows: string[][]): string {
  const [first, ...rest] = rows.map(([cell = "", ...cells]) => [`  ${cell}`, ...cells]);
  return first ? `\n${title} (${rows.length}):\n${table(first, rest)}\n` : "";
}

/** The question whether to go on; what it would do in a few words. */
export function questionOf({ add, missing }: ImportPlan, removeMissing: boolean): string {
  const parts = [
    add.length > 0 ? `add ${count(add.length, "account")}` : "",
    missing.length > 0 ? `${removeMissing ? "remove" : "disable"} ${count(missing.length, "account")}` : "",
  ].filter((part) => part !== "");
  const [first = ""] = parts;
  return `${first[0]?.toUpperCase()}${[first.slice(1), ...parts.slice(1)].join(" and ")}?`;
}
