import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Docblock, findUserJest } from "./user-jest.ts";

/** What test files say of themselves in the comment at their top, by the names used in messages. */
export interface Pragmas {
  /** `@requires`: services it needs; a file without the pragma is left out: it needs all. */
  requires: Record<string, string[]>;
  /** `@exclusive`: files that want an account to themselves. */
  exclusive: string[];
  /** `@lock`: names of which no two files may have a common one and run at once. */
  locks: Record<string, string[]>;
  /** `@accounts`: how many it needs at once, where that is more than one. */
  accounts: Record<string, number>;
  /** What nobody can make sense of, with the file, in words. */
  mistakes: string[];
}

/** The pragmas of one file: words behind each, or undefined without it. */
type Words = Record<(typeof NAMES)[number], string[] | undefined>;

const NAMES = ["requires", "exclusive", "lock", "accounts"] as const;
const ANY = new RegExp(`@(${NAMES.join("|")})\\b`);

/**
 * The pragmas of test files: `@requires a b`, `@exclusive`, `@lock a b`, `@accounts 2`. Words are separated by commas or
 * blanks; several lines of one pragma add up.
 * @param tests by the name used in messages. One that cannot be read has none (that Jest cannot read it either is for
 *   Jest to say).
 */
export function readPragmas(tests: ReadonlyMap<string, { path: string }>, docblock: Docblock): Pragmas {
  const found: Pragmas = { requires: {}, exclusive: [], locks: {}, accounts: {}, mistakes: [] };
  for (const [name, { path }] of tests) {
    const words = pragmasOf(textOf(path), docblock);
    if (words) keep(found, name, words);
  }
  return found;
}

/**
 * As `readPragmas`, for files below a folder, outside any Jest: for a look at what would run.
 * @param files relative to `directory`, where the user's Jest is found.
 * @throws RegattaError JEST_NOT_FOUND.
 */
export function pragmasOfFiles(directory: string, files: readonly string[]): Pragmas {
  const tests = new Map(files.map((file) => [file, { path: join(directory, file) }]));
  return readPragmas(tests, findUserJest(directory).docblock);
}

/** @returns undefined where there is none of them. */
export function pragmasOf(text: string, docblock: Docblock): Words | undefined {
  // Most files have none: no need to look for their comment.
  if (!ANY.test(text)) return undefined;
  // Jest's reader takes a line that goes on for one only where another line follows.
  const pragmas = docblock.parse(docblock.extract(text).replace(/\*\/$/, "\n*/"));
  const of = (name: string) => (Object.hasOwn(pragmas, name) ? wordsOf(pragmas[name] ?? []) : undefined);
  return { requires: of("requires"), exclusive: of("exclusive"), lock: of("lock"), accounts: of("accounts") };
}

function wordsOf(values: string | string[]): string[] {
  const words = [values]
    .flat()
    .join(" ")
    .split(/[\s,]+/);
  return [...new Set(words.filter((word) => word !== ""))];
}

function keep(found: Pragmas, file: string, { requires, exclusive, lock, accounts }: Words): void {
  const mistake = (what: string) => found.mistakes.push(`${file}: ${what}`);
  if (requires) found.requires[file] = requires;
  if (exclusive?.length === 0) found.exclusive.push(file);
  else if (exclusive) mistake(`@exclusive stands alone, without "${exclusive.join(" ")}".`);
  if (lock?.length === 0) mistake("@lock names no lock.");
  else if (lock) found.locks[file] = lock;
  if (!accounts) return;
  const [count = ""] = accounts;
  const isCount = accounts.length === 1 && /^[1-9]\d{0,3}$/.test(count);
  if (!isCount) mistake(`@accounts takes one whole number, such as 2, not "${accounts.join(" ")}".`);
  else if (count !== "1") found.accounts[file] = Number(count);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
