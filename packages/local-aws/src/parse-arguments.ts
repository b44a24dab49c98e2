import { parseArgs } from "node:util";
import { RegattaError } from "@regatta/foundation";
import type { LocalAwsOptions } from "./local-aws-options.ts";

/** What the process is told on its command line. */
export type ProcessOptions = Omit<LocalAwsOptions, "clock" | "random"> & {
  /** End when stdin, or the IPC channel if there is one, closes: for children that must not outlive a parent. */
  endWithParent?: boolean;
};

const flags = {
  port: { type: "string" },
  accounts: { type: "string" },
  region: { type: "string" },
  "state-directory": { type: "string" },
  "resource-ms": { type: "string" },
  "session-seconds": { type: "string" },
  "server-time-offset-ms": { type: "string" },
  "end-with-parent": { type: "boolean" },
} as const;

/**
 * Reads the command line: flags, or the options as one JSON object.
 * @throws {RegattaError} `WRONG_ARGUMENTS`.
 */
export function parseArguments(argv: string[]): ProcessOptions {
  const [first, ...more] = argv;
  try {
    if (first?.startsWith("{") && more.length === 0) return JSON.parse(first) as ProcessOptions;
    return fromFlags(parseArgs({ args: argv, options: flags }).values);
  } catch (cause) {
    throw new RegattaError(`Wrong arguments for the embedded AWS: ${(cause as Error).message}`, {
      code: "WRONG_ARGUMENTS",
      source: "user",
      nextStep: `Known flags: ${Object.keys(flags)
        .map((flag) => `--${flag}`)
        .join(", ")}; or one JSON object.`,
      cause,
    });
  }
}

type Flags = { [name in keyof typeof flags]?: string | boolean };

function fromFlags(values: Flags): ProcessOptions {
  const numbers = {
    port: numberOf(values, "port"),
    accounts: numberOf(values, "accounts"),
    sessionSeconds: numberOf(values, "session-seconds"),
    serverTimeOffsetMs: numberOf(values, "server-time-offset-ms"),
  };
  const resourceMs = numberOf(values, "resource-ms");
  const options = {
    ...numbers,
    region: values.region,
    stateDirectory: values["state-directory"],
    timings: resourceMs === undefined ? undefined : { resourceMs },
    endWithParent: values["end-with-parent"],
  };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as ProcessOptions;
}

function numberOf(values: Flags, name: keyof Flags): number | undefined {
  const text = values[name];
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) throw new TypeError(`--${name} is a number, found "${text}"`);
  return value;
}
