/** What Jest's own table says of an option. */
export interface JestOption {
  alias?: string | readonly string[] | undefined;
  type?: string | undefined;
}

/** An option of a command line for Jest, with its values. */
export interface GivenOption {
  /** As in Jest's configuration: `testNamePattern`. */
  name: string;
  /** What stood on the command line. */
  tokens: readonly string[];
}

export interface JestArguments {
  options: GivenOption[];
  /** Paths and patterns. */
  words: string[];
}

/**
 * Tells the options of a command line for Jest from its paths and patterns: which of the words behind an option are its
 * values depends on the option. As yargs reads them, which Jest reads its arguments with. Pure.
 * @param table Jest's own, by name.
 */
export function splitJestArguments(
  args: readonly string[],
  table: Readonly<Record<string, JestOption>>,
): JestArguments {
  const separator = args.indexOf("--");
  const end = separator < 0 ? args.length : separator;
  const options: GivenOption[] = [];
  const words: string[] = [];
  for (let at = 0; at < end; at++) {
    const word = args[at] ?? "";
    if (!isOption(word)) {
      words.push(word);
      continue;
    }
    const name = nameOf(word, table);
    const values = valuesOf(word, args.slice(at + 1, end), table[name]?.type);
    options.push({ name, tokens: [word, ...values] });
    at += values.length;
  }
  return { options, words: [...words, ...args.slice(end + 1)] };
}

function isOption(word: string): boolean {
  return /^-./.test(word) && !/^-\d/.test(word);
}

function valuesOf(word: string, rest: readonly string[], type: string | undefined): readonly string[] {
  // `-w4` has its value with it.
  if (word.includes("=") || word.startsWith("--no-") || /^-[^-].*\d$/.test(word)) return [];
  const [next] = rest;
  if (next === undefined || isOption(next)) return [];
  if (type === "boolean") return ["true", "false"].includes(next) ? [next] : [];
  if (type !== "array") return [next];
  const end = rest.findIndex(isOption);
  return end < 0 ? rest : rest.slice(0, end);
}

/** `--no-cache` is `cache`, `--test-name-pattern` and `-t` are `testNamePattern`; of `-it` the last one counts. */
function nameOf(word: string, table: Readonly<Record<string, JestOption>>): string {
  const [bare = ""] = word.split("=", 1);
  if (!bare.startsWith("--")) return ofLetter(bare.replace(/\d+$/, "").at(-1) ?? "", table);
  const long = camel(bare.slice(2));
  if (long in table) return long;
  const positive = camel(bare.replace(/^--no-/, ""));
  return positive in table ? positive : (byAlias(long, table) ?? long);
}

function ofLetter(letter: string, table: Readonly<Record<string, JestOption>>): string {
  return byAlias(letter, table) ?? letter;
}

function byAlias(alias: string, table: Readonly<Record<string, JestOption>>): string | undefined {
  return Object.entries(table).find(([, option]) => [option.alias].flat().includes(alias))?.[0];
}

function camel(dashed: string): string {
  return dashed.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
