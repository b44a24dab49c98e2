import { relative, sep } from "node:path";
import type { Test } from "./jest-types.ts";

/**
 * Names every selected test: its path relative to `rootDir`, with forward slashes. Two projects may select the
 * same file; the second and later ones get the project's name behind it, so that each name is one test.
 */
export function nameTests(tests: readonly Test[], rootDir: string): Map<string, Test> {
  const named = new Map<string, Test>();
  for (const test of tests) {
    const path = relative(rootDir, test.path).split(sep).join("/");
    const { displayName, id } = test.context.config;
    let name = path;
    if (named.has(name)) name = `${path} (${displayName?.name ?? id})`;
    for (let nth = 2; named.has(name); nth++) name = `${path} (${displayName?.name ?? id} ${nth})`;
    named.set(name, test);
  }
  return named;
}
