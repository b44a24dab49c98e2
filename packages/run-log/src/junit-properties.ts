import { describeLeak } from "./describe-leak.ts";
import type { FileState } from "./file-state.ts";
import { printable } from "./printable.ts";
import type { RunState } from "./run-state.ts";

/**
 * Writes into a report, suite by suite, where each file ran: jest-junit takes properties only from a script in the
 * user's folder.
 * @param report with one suite for each file of the run, in their order.
 */
export function withProperties(report: string, state: RunState): string {
  const files = state.files.values();
  // Texts and attributes are escaped, so this finds suites and nothing else.
  return report.replace(/<testsuite [^>]*>/g, (tag) => {
    const file = files.next().value;
    return file ? `${tag}\n    ${properties(file, state)}` : tag;
  });
}

function properties(file: FileState, state: RunState): string {
  const account = (state.finalAttempt(file) ?? file.attempts.at(-1))?.account;
  const values = {
    "regatta.run": state.runId,
    "regatta.account": account,
    "regatta.attempts": String(file.attempts.length),
    "regatta.leaks": leaksOf(file, state),
  };
  const lines = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`<property name="${name}" value="${escaped(value)}"/>`],
  );
  return `<properties>\n      ${lines.join("\n      ")}\n    </properties>`;
}

function leaksOf({ file }: FileState, { leaks }: RunState): string | undefined {
  const own = leaks.filter(({ files }) => files.includes(file));
  return own.length === 0 ? undefined : own.map(describeLeak).join("; ");
}

function escaped(text: string): string {
  return printable(text).replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);
}
