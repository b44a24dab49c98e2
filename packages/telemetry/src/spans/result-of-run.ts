import type { Ending } from "./open-span.ts";

/** How a run ended, by its exit code. */
export function resultOfRun(exitCode: number, reason: string): Ending {
  const attributes = { "regatta.exit_code": exitCode };
  switch (exitCode) {
    case 0:
      return { result: "success", attributes };
    case 1:
      return { result: "failure", errorType: "tests", message: reason, attributes };
    case 2:
      return { result: "error", errorType: "usage", message: reason, attributes };
    case 130:
    case 143:
      return { result: "cancellation", errorType: "interrupted", message: reason, attributes };
    default:
      return { result: "error", errorType: "infrastructure", message: reason, attributes };
  }
}
