import { constants } from "node:os";
import type { ErrorSource } from "@regatta/foundation";

/** What a command's exit code says; `regatta run` adds 1 for failed tests. */
export const exitCode = {
  ok: 0,
  /** What was looked into needs somebody. */
  found: 1,
  /** Wrong usage or configuration: nothing was touched. */
  usage: 2,
  /** The infrastructure failed, or Regatta did. */
  infrastructure: 3,
} as const;

/** @returns the exit code of a failure, by whose move it is. */
export function exitCodeOf(source: ErrorSource): number {
  return source === "user" ? exitCode.usage : exitCode.infrastructure;
}

/** @returns the exit code of a process that a signal ended, as shells count it: 128 and the signal's number. */
export function exitCodeOfSignal(signal: "SIGINT" | "SIGTERM"): number {
  return 128 + constants.signals[signal];
}
