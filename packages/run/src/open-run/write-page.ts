import { join } from "node:path";
import { messageOf } from "@regatta/foundation";
import { eventsFileName } from "@regatta/run-log";
import type { OpenRun } from "./with-open-run.ts";

type OfRun = Pick<OpenRun, "basis" | "view" | "runDirectory" | "purpose">;

/**
 * Writes the page of a run that has ended, where the configuration wants one. It is a convenience: where it cannot be
 * written, that is said, and the run is what it was.
 * @returns where it is.
 */
export async function writePage(run: OfRun): Promise<{ report?: string }> {
  const path = pathOf(run);
  if (path === undefined) return {};
  try {
    // Loaded only now: nothing before waits for it.
    const { writeReport } = await import("@regatta/report");
    await writeReport({ logs: [join(run.runDirectory, eventsFileName)], path });
    return { report: path };
  } catch (error) {
    run.view.warn(`${messageOf(error)}\n`);
    return {};
  }
}

// A deploy after a run of tests is not to write over that one's page.
function pathOf({ basis, purpose, runDirectory }: OfRun): string | undefined {
  const { report } = basis.config.output;
  if (typeof report === "string") return purpose === "tests" ? report : undefined;
  return report ? join(runDirectory, "report.html") : undefined;
}
