import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Docblock, findUserJest } from "./user-jest.ts";

const PRAGMA = "requires";

/**
 * The services each test file says it needs: the names behind `@requires` in the comment at its top, separated by
 * commas or blanks; several lines add up.
 * @param tests by the name used in messages.
 * @returns by the same names; a file without the pragma, or one that cannot be read, is left out (that Jest cannot
 *   read it either is for Jest to say).
 */
export function readRequires(
  tests: ReadonlyMap<string, { path: string }>,
  docblock: Docblock,
): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, { path }] of tests) {
    const services = requiresOf(textOf(path), docblock);
    if (services) found[name] = services;
  }
  return found;
}

/**
 * As `readRequires`, for files below a folder, outside any Jest: for a look at what would run.
 * @param files relative to `directory`, where the user's Jest is found.
 * @throws RegattaError JEST_NOT_FOUND.
 */
export function requiresOfFiles(directory: string, files: readonly string[]): Record<string, string[]> {
  const tests = new Map(files.map((file) => [file, { path: join(directory, file) }]));
  return readRequires(tests, findUserJest(directory).docblock);
}

/** @returns undefined without the pragma; an empty list where it names nothing. */
export function requiresOf(text: string, docblock: Docblock): string[] | undefined {
  // Most files have none: no need to look for their comment.
  if (!text.includes(`@${PRAGMA}`)) return undefined;
  // Jest's reader takes a line that goes on for one only where another line follows.
  const pragmas = docblock.parse(docblock.extract(text).replace(/\*\/$/, "\n*/"));
  if (!Object.hasOwn(pragmas, PRAGMA)) return undefined;
  const names = [pragmas[PRAGMA] ?? []]
    .flat()
    .join(" ")
    .split(/[\s,]+/);
  return [...new Set(names.filter((name) => name !== ""))];
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
