import type { FileResult, TestCaseResult } from "../events/file-result.ts";

/** Where Jest begins to tell of a failure: `  ● orders › refunds`; what it says there is further in. */
const HEAD = /^ {2}● (.+)$/;
const INDENT = /^ {1,4}/;

/**
 * What each failed test said as Jest tells it, where its words are known: with the code around, and paths that name nothing
 * of the machine. Else what it threw. Pure.
 * @returns the messages of each test, in the order of its failures.
 */
export function framedMessages({ tests, formatted = "" }: FileResult): Map<TestCaseResult, string[]> {
  const told = blocksOf(formatted);
  const failures = new Map<string, number>();
  for (const test of tests) {
    const name = nameOf(test);
    failures.set(name, (failures.get(name) ?? 0) + test.failureMessages.length);
  }
  return new Map(
    tests.map((test) => {
      const name = nameOf(test);
      const { failureMessages } = test;
      // Cut off, or with a line end in its name: it is not clear which is whose.
      const isClear = told.get(name)?.length === failures.get(name);
      // Tests of one name are told in their order.
      const next = isClear ? (told.get(name) ?? []) : [];
      if (!isClear || failureMessages.length === 0) return [test, failureMessages];
      const own = next.splice(0, failureMessages.length);
      failures.set(name, next.length);
      return [test, own];
    }),
  );
}

function nameOf({ ancestors, title }: TestCaseResult): string {
  return [...ancestors, title].join(" › ");
}

function blocksOf(formatted: string): Map<string, string[]> {
  const blocks: Array<{ name: string; lines: string[] }> = [];
  for (const line of formatted.split("\n")) {
    const [, name] = HEAD.exec(line) ?? [];
    if (name !== undefined) blocks.push({ name, lines: [] });
    else blocks.at(-1)?.lines.push(line.replace(INDENT, ""));
  }
  const byName = new Map<string, string[]>();
  for (const { name, lines } of blocks) {
    const text = lines.join("\n").replace(/^(\s*\n)+|\s+$/g, "");
    byName.set(name, [...(byName.get(name) ?? []), text]);
  }
  return byName;
}
