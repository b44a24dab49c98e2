import { firstLine } from "@regatta/foundation";
import { describeAttempt } from "./describe-attempt.ts";
import { describeLeak } from "./describe-leak.ts";
import type { FileState } from "./file-state.ts";
import type { JUnitCase } from "./junit-cases.ts";
import type { Rerun } from "./junit-reruns.ts";
import type { JUnitResults } from "./junit-results.ts";
import { printable } from "./printable.ts";
import type { RunState } from "./run-state.ts";
import { whatFailed } from "./what-failed.ts";

/**
 * Writes into a report what jest-junit cannot: where each file ran and every attempt at it (it takes properties only from
 * a script in the user's folder), how tests went in other attempts, and why a failure was skipped.
 * @param report what it made of `results`.
 */
export function withAdditions(report: string, { testResults }: JUnitResults, state: RunState): string {
  const suites = testResults.values();
  // Texts and attributes are escaped, so these find suites and cases and nothing else.
  return report.replace(/(<testsuite [^>]*>)([\s\S]*?<\/testsuite>)/g, (whole, tag: string, rest: string) => {
    const suite = suites.next().value;
    if (!suite) return whole;
    const cases = suite.testResults.values();
    const withCases = rest.replace(/<testcase [^>]*>[\s\S]*?<\/testcase>/g, (text) =>
      withNotes(text, { reruns: suite.reruns, ...cases.next().value }),
    );
    return `${tag}\n    ${properties(suite.file, state)}${withCases}`;
  });
}

function withNotes(text: string, { quarantined, reruns = [] }: Partial<JUnitCase> = {}): string {
  const skipped = quarantined === undefined ? "<skipped/>" : `<skipped message="${escaped(quarantined)}"/>`;
  const lines = reruns.map((rerun) => `  ${element(rerun)}\n    `).join("");
  return text.replace("<skipped/>", () => skipped).replace(/<\/testcase>$/, () => `${lines}</testcase>`);
}

function element({ element: name, type, message, text }: Rerun): string {
  const attributes = `message="${escaped(message)}" type="${escaped(type)}"`;
  return `<${name} ${attributes}><stackTrace>${escaped(text)}</stackTrace></${name}>`;
}

function properties(file: FileState, state: RunState): string {
  const { attempts } = file;
  const attempt = state.finalAttempt(file) ?? attempts.at(-1);
  const values = {
    "regatta.run": state.runId,
    "regatta.account": attempt?.account,
    // The report's own timestamps are whole seconds.
    "regatta.started": attempt && new Date(attempt.startedAt).toISOString(),
    "regatta.verdict": state.verdictOf(file),
    "regatta.attempts": String(attempts.length),
    ...(attempts.length > 1 ? attemptsOf(file, state) : {}),
    "regatta.leaks": leaksOf(file, state),
  };
  const lines = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`<property name="${name}" value="${escaped(value)}"/>`],
  );
  return `<properties>\n      ${lines.join("\n      ")}\n    </properties>`;
}

function attemptsOf(file: FileState, state: RunState): Record<string, string> {
  const entries = file.attempts.map((attempt, i): [string, string] => {
    const kind = state.classOf(attempt, file);
    const judged = kind === "flaky" || kind === "quarantined" ? ` (${kind})` : "";
    const said = attempt.end?.kind === "finished" ? firstLine(whatFailed(attempt.end.result)) : "";
    const parts = [`${describeAttempt(attempt, kind)}${judged}`, said];
    return [`regatta.attempt.${i + 1}`, parts.filter(Boolean).join(": ")];
  });
  return Object.fromEntries(entries);
}

function leaksOf({ file }: FileState, { leaks }: RunState): string | undefined {
  const own = leaks.filter(({ files }) => files.includes(file));
  return own.length === 0 ? undefined : own.map(describeLeak).join("; ");
}

function escaped(text: string): string {
  return printable(text).replace(/[&<>"\n\r\t]/g, (character) => `&#${character.codePointAt(0)};`);
}
