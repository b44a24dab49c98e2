import type { FromWorker } from "../worker-protocol.ts";

// Taken before any test runs: a test may replace what hangs on `process`.
const send = process.send?.bind(process);

/**
 * Sends to Jest as JSON, as Jest's own workers do. What JSON cannot hold and a failed assertion may well carry
 * (a BigInt, a cycle) is replaced by a description of it, where Jest's own workers would crash.
 */
export function sendToJest(message: FromWorker): void {
  if (!process.connected) return;
  try {
    send?.(message, undefined, undefined, ignoreClosed);
  } catch {
    send?.(JSON.parse(JSON.stringify(message, describeUnserializable())), undefined, undefined, ignoreClosed);
  }
}

// When the channel is closed Jest is gone, and `disconnect` ends this process.
function ignoreClosed(): void {}

/** A replacer for JSON.stringify that takes everything. */
export function describeUnserializable(): (this: unknown, key: string, value: unknown) => unknown {
  const ancestors: unknown[] = [];
  return function (_key, value) {
    if (typeof value === "bigint") return `${value}n`;
    if (typeof value !== "object" || value === null) return value;
    while (ancestors.length > 0 && ancestors.at(-1) !== this) ancestors.pop();
    if (ancestors.includes(value)) return "[Circular]";
    ancestors.push(value);
    return value;
  };
}
