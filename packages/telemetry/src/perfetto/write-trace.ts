import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { messageOf, RegattaError } from "@regatta/foundation";
import { readRunLogs } from "@regatta/run-log";
import { perfettoTrace } from "./perfetto-trace.ts";

export interface WriteTraceOptions {
  /** The file of the run's events; those of all its containers. */
  logs: readonly string[];
  /** Where the file goes; its folder is made. */
  output: string;
}

/** Does what the package's face says of it. */
export async function writeTrace({ logs, output }: WriteTraceOptions): Promise<void> {
  const trace = perfettoTrace(await readRunLogs(logs));
  try {
    await mkdir(dirname(output), { recursive: true });
    await writeFile(output, JSON.stringify(trace));
  } catch (cause) {
    throw new RegattaError(`The trace could not be written: ${messageOf(cause)}`, {
      code: "TRACE_NOT_WRITTEN",
      source: "user",
      nextStep: "Make the folder writable, or name another file with --output.",
      cause,
    });
  }
}
