import { readFileSync } from "node:fs";
import type { RunEvent } from "@regatta/run-log";

/**
 * The log of a real run: four files in three accounts, of which one has nothing deployed and the others one service of two;
 * one service has a probe.
 */
export function recordedRun(): RunEvent[] {
  const text = readFileSync(new URL("recorded-run.jsonl", import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as RunEvent);
}
