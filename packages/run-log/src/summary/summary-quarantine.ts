import type pc from "picocolors";
import type { QuarantineEntry } from "../events/quarantine-entry.ts";
import { nameOfEntry, quarantineOver } from "../state/quarantine.ts";
import type { RunState } from "../state/run-state.ts";
import { quarantineReport } from "./quarantine-report.ts";
import { indented } from "./summary-files.ts";

type Colors = ReturnType<typeof pc.createColors>;

/** What quarantine kept out of the verdict and until when, which entries are not needed, and which have run out. */
export function quarantined(state: RunState, colors: Colors): string[] {
  const reports = quarantineReport(state);
  const passed = reports.filter((report) => report.passed).map(({ entry }) => nameOfEntry(entry));
  return [
    ...reports.flatMap(({ entry, failures }) =>
      failures.flatMap(({ file, account, message }) => [
        `${colors.yellow("~")} ${file}: in quarantine ${until(entry)} ${colors.dim(`(${account})`)}`,
        ...indented(message, colors),
      ]),
    ),
    ...(passed.length > 0 ? [colors.dim(`· in quarantine, and passed: ${passed.join(", ")}`)] : []),
    ...state.quarantineOver.map(
      (entry) =>
        `${colors.yellow("!")} the quarantine of ${nameOfEntry(entry)} ended on ${entry.until}: it counts again ${colors.dim(`[${quarantineOver}]`)}`,
    ),
  ];
}

/** `until 2026-12-01: slow mail server, OPS-12`. */
export function until({ until: day, reason, ticket }: QuarantineEntry): string {
  const why = [reason, ticket].filter(Boolean).join(", ");
  return `until ${day}${why ? `: ${why}` : ""}`;
}
