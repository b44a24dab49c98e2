import { type AccountFault, accountFaults, type Cell, type FileKind } from "./account-faults.ts";
import { type FileFault, fileFaults } from "./file-faults.ts";

/** Writes the tables of docs/verdicts.md anew, from what the runs of fault-matrix.test.ts are checked against. */
export function withVerdictTables(page: string): string {
  return between(between(page, "file faults", fileTable()), "account faults", accountTable());
}

function between(page: string, mark: string, table: string): string {
  const section = new RegExp(`(<!-- ${mark} -->\n)[\\s\\S]*?(<!-- end -->)`);
  if (!section.test(page)) throw new Error(`the page has no place for ${mark}`);
  return page.replace(section, (_, start: string, end: string) => `${start}${table}\n${end}`);
}

function fileTable(): string {
  const rows = Object.values<FileFault>(fileFaults).map(({ does, outcome }) => [
    `it ${does}`,
    words(outcome),
    outcome === "crashed" || outcome === "timed-out" ? "`dirty`, with the file named" : "`available`",
    outcome === "passed" ? "0" : "1",
  ]);
  return table(["a file", "its verdict", "the account goes back", "exit code"], rows);
}

function accountTable(): string {
  const rows = Object.values<AccountFault>(accountFaults).flatMap(({ happens, account, off, on, as }) => {
    if (as) return [[happens, "any", as, "the same", account]];
    return (Object.keys(off) as FileKind[]).map((kind, i) => {
      const cells = [`it ${kind}`, cellText(off[kind]), cellText(on[kind])];
      return i === 0 ? [happens, ...cells, account] : ["", ...cells, ""];
    });
  });
  return table(
    ["the account", "the file elsewhere", "no retries", "one retry", "the account goes back"],
    rows,
  );
}

function cellText(cell: Cell | undefined): string {
  if (!cell) return "–";
  const attempts = cell.attempts.map(words).join(", ");
  return `**${words(cell.verdict)}**${attempts ? `: ${attempts}` : ""}`;
}

function words(name: string): string {
  return name.replaceAll("-", " ");
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}
