import { isRegattaError, messageOf, type RegattaError } from "@regatta/foundation";
import type { CommandContext } from "./command-context.ts";
import { exitCode, exitCodeOf } from "./exit-code.ts";
import { coloursFor } from "./output/colours.ts";

/** Says what went wrong and what to do now: the one place where errors become words and exit codes. */
export function reportError(error: unknown, { stderr, env }: CommandContext): number {
  const colours = coloursFor(stderr, env);
  const label = colours.bold(colours.red("error:"));
  const isExpected = isRegattaError(error) && error.source !== "internal";
  const lines = [`${label} ${messageOf(error)}`];
  if (isRegattaError(error)) lines.push(...detailsOf(error));
  if (!isExpected)
    lines.push(stackOf(error), "  This is a bug in Regatta. Please report it with the lines above.");
  if (isRegattaError(error) && error.nextStep) lines.push(`${colours.bold("next:")} ${error.nextStep}`);
  stderr.write(`${lines.filter((line) => line !== "").join("\n")}\n`);
  return isRegattaError(error) ? exitCodeOf(error.source) : exitCode.infrastructure;
}

function detailsOf({ code, account, stackName }: RegattaError): string[] {
  return [
    account === undefined ? "" : `  account: ${account}`,
    stackName === undefined ? "" : `  stack: ${stackName}`,
    `  code: ${code}`,
  ];
}

// Where it was thrown, without the message, which has been said.
function stackOf(error: unknown): string {
  const { stack } = (error ?? {}) as { stack?: unknown };
  const lines = typeof stack === "string" ? stack.split("\n") : [];
  return lines.filter((line) => /^\s+at /.test(line)).join("\n");
}
