import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@jest/globals";
import {
  type CommandLine,
  commandLinesOfMarkdown,
  commandLinesOfYaml,
  PLACEHOLDER,
} from "./testing/command-lines.ts";
import { lookUpOnly, parseOnly } from "./testing/parse-only.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, "utf8");
const pages = ["README.md", ...filesIn("docs", ".md")];
const recipes = filesIn("docs/recipes", ".yml");

/** Jest's options that the pages name; docs/jest.md says what becomes of each of Jest's. */
const JESTS =
  "--bail --config --coverage --maxWorkers --passWithNoTests --runTestsByPath --shard --testPathIgnorePatterns -t";

/** What docs/telemetry.md calls the kinds of a run, which look like commands. */
const NAMES = ["tests", "warm"];

function filesIn(folder: string, extension: string): string[] {
  const names = readdirSync(`${root}${folder}`).filter((name) => name.endsWith(extension));
  return names.map((name) => `${folder}/${name}`);
}

async function complaintAbout({ program, args, isWhole }: CommandLine): Promise<string> {
  if (program === "npm run") return complaintAboutScript(args);
  if (args[0] === undefined || args[0] === PLACEHOLDER) return "";
  if (!isWhole && NAMES.includes(args.join(" "))) return "";
  const canBeParsed = isWhole && !args.some((argument) => argument.includes(PLACEHOLDER));
  const { complaint, forJest } = canBeParsed ? await parseOnly(args) : lookUpOnly(args);
  return complaint || forJest.filter((option) => !JESTS.split(" ").includes(option)).join(" ");
}

function complaintAboutScript([name = "", ...rest]: string[]): string {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  if (!Object.hasOwn(scripts, name)) return `no script ${name}`;
  const [first, part] = rest.filter((argument) => argument !== "--");
  if (name === "bench" && first && !existsSync(`${root}scripts/bench/${first}.mjs`))
    return `no bench ${first}`;
  if (name !== "test:compat" || first !== "--only") return "";
  const parts = read("scripts/test-compat.mjs");
  return parts.includes(`  ${part}: `) || parts.includes(`  "${part}": `) ? "" : `no part ${part}`;
}

async function complaintsAbout(lines: CommandLine[]): Promise<string[]> {
  const complaints = await Promise.all(
    lines.map(async (line) => {
      const complaint = await complaintAbout(line);
      return complaint === "" ? [] : [`${line.program} ${line.args.join(" ")}: ${complaint.trim()}`];
    }),
  );
  return complaints.flat();
}

test.each(pages)("every command in %s is there and takes what it is given", async (page) => {
  expect(await complaintsAbout(commandLinesOfMarkdown(read(page)))).toEqual([]);
});

test.each(recipes)("every command in %s is there and takes what it is given", async (recipe) => {
  const lines = commandLinesOfYaml(read(recipe));
  expect(lines.length).toBeGreaterThan(1);
  expect(await complaintsAbout(lines)).toEqual([]);
});

const page = `
Say \`regatta run --retries\`, or \`npx regatta plan --no-such\`, never \`regatta fly\`; \`regatta <command> --help\`.

\`\`\`sh
regatta pool add 1 \\
  --role <role name>   # adds regatta run
npx jest --listTests | circleci tests run --command="xargs npx regatta run --runTestsByPath" --verbose
regatta run --accounts none && npm run nothing
\`\`\`

\`\`\`
$ regatta pool status             (80 columns)
  regatta clean 1/eu-west-1    clean it
1 account, 1 available
\`\`\`

\`\`\`yaml
steps:
  - run: npx regatta run --container \${{ matrix.part }}/3 --backup-copy << parameters.more >>
  - run: |
      cd services
      A=1 npx regatta deploy --json > deployed.json
\`\`\`
`;

test("commands are found wherever a page has them, up to their end", () => {
  const found = commandLinesOfMarkdown(page);
  expect(
    found.filter(({ isWhole }) => isWhole).map(({ program, args }) => [program, ...args].join(" ")),
  ).toEqual([
    "regatta pool add 1 --role placeholder",
    "regatta run --runTestsByPath",
    "regatta run --accounts none",
    "npm run nothing",
    "regatta pool status",
    "regatta clean 1/eu-west-1",
    "regatta run --container 1/3 --backup-copy 1",
    "regatta deploy --json",
  ]);
  expect(found.filter(({ isWhole }) => !isWhole).map(({ args }) => args.join(" "))).toEqual([
    "run --retries",
    "plan --no-such",
    "fly",
    "placeholder --help",
  ]);
});

test("what no command takes is told, of options handed on to Jest too", async () => {
  const complaints = await complaintsAbout(commandLinesOfMarkdown(page));
  expect(complaints.map((complaint) => complaint.replace(/\n.*/s, ""))).toEqual([
    "regatta run --accounts none: error: option '--accounts <n>' argument 'none' is invalid. Expected a whole number from 1 to 1000.",
    "npm run nothing: no script nothing",
    "regatta run --container 1/3 --backup-copy 1: --backup-copy",
    "regatta plan --no-such: --no-such",
    "regatta fly: regatta has no command fly",
  ]);
});
