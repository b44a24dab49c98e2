/** One thing that is wrong with a configuration. */
export interface Problem {
  /** The service file it is in, as the user knows it; the configuration when absent. */
  file?: string;
  /** Where, from the top of the file. */
  path: ReadonlyArray<string | number>;
  /** What is wrong: `found …, expected …`. */
  message: string;
}

/** @returns a problem told as what is there and what should be. */
export function unexpected(path: Problem["path"], found: unknown, expected: string): Problem {
  return { path, message: `found ${describe(found)}, expected ${expected}` };
}

/** @returns a path as one would write it in code: `services.orders.dependsOn[1]`. */
export function formatPath(path: Problem["path"]): string {
  let written = "";
  for (const part of path) {
    if (typeof part === "number") written += `[${part}]`;
    else if (/^[\w-]+$/.test(part)) written += written === "" ? part : `.${part}`;
    else written += `[${JSON.stringify(part)}]`;
  }
  return written;
}

/** @returns what stands at a path, undefined where nothing does. */
export function valueAt(config: unknown, path: Problem["path"]): unknown {
  let value = config;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

const LONGEST = 60;

/** @returns a value in few words, for a message. */
export function describe(value: unknown): string {
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "function") return "a function";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
}
