import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { RunEvent } from "@regatta/run-log";
import { runMeasures } from "../measures/run-measures.ts";
import { emfLines } from "./emf-lines.ts";

/**
 * Writes the figures of a run in CloudWatch's embedded metric format, one document a line.
 * @param path the file; its folder is made. What is there is replaced. @throws the file system's error.
 */
export async function writeEmf(events: readonly RunEvent[], path: string): Promise<void> {
  const lines = emfLines(runMeasures(events));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, lines.map((line) => `${line}\n`).join(""));
}
