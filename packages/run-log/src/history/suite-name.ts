import { readFileSync } from "node:fs";
import { basename, join } from "node:path";

/** The name a suite's recorded times are kept under: its package's name, which stays the same on every machine. */
export function suiteName(directory: string): string {
  try {
    const { name } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as { name?: unknown };
    if (typeof name === "string" && name !== "") return name;
  } catch {
    // No readable manifest: the folder's name will do.
  }
  return basename(directory);
}
