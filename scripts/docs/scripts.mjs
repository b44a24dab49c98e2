// Every `npm run …` of the documents, in its shortest form, in a clone of what is committed. Those that take minutes even so
// are for `--long`.
import { strict as assert } from "node:assert";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { fromCli } from "./from-cli.mjs";
import { blocksOf, linesOf } from "./walk/page.mjs";

const LIMIT_MS = 45 * 60_000;

/** What the documents say behind `npm run`, and how it is tried: the first that matches. */
const ways = [
  { line: /^hooks$/, check: ({ git }) => assert.equal(git("config", "core.hooksPath"), ".githooks") },
  { line: /^check$/ },
  { line: /^simulate( -- --seeds \d+)?$/, as: "simulate -- --seeds 20", said: /violated: 0/ },
  { line: /^simulate -- --seed \d+$/, said: /violations: \[\]/ },
  { line: /^chaos$/, as: "chaos -- --minutes 0.2 --processes 12 --accounts 6" },
  { line: /^bench$/, as: "bench pool-look" },
  { line: /^bench (pool-look|nothing-to-deploy|fingerprints)$/ },
  { line: /^bench [\w-]+$/, isLong: true },
  { line: /^random-runs$/, as: "random-runs -- --runs 2", said: /wrong: 0/ },
  { line: /^demo( -- --fresh)?$/, said: /failed, 0|0 failed|passed/ },
  { line: /^terminal$/, as: "terminal -- --only made-up", isLong: true },
  { line: /^test:browser$/, isLong: true },
  { line: /^test:compat -- --only (recipes|junit)$/ },
  {
    line: /^test:compat -- --only jest-project /,
    as: ({ project }) => `test:compat -- --only jest-project --project ${project}`,
  },
  { line: /^test:compat -- --only aws-nuke$/, why: "wants aws-nuke's own binary" },
  { line: /^test:compat\b/, isLong: true },
  { line: /^test:docs$/, as: 'test:docs -- --only commands --filter "pool init"', said: /0 not/ },
  { line: /^test:docs -- --only scripts$/, why: "this is it" },
  { line: /^test:docs\b/, isLong: true },
  { line: /^test:packed$/, isLong: true },
  { line: /^release:version$/, check: releaseIsWritten },
  { line: /^release$/, isLong: true },
  {
    line: /^release -- --publish$/,
    code: 2,
    said: /--publish is for the workflow of the tag|no dated section/,
  },
];

export async function tryScripts({ report, wanted, long }) {
  const { documentedScripts } = await fromCli("documented/documented-commands");
  const scripts = [...documentedScripts()].filter(([words]) => wanted(`npm run ${words}`));
  const folder = mkdtempSync(join(tmpdir(), "regatta-clone-"));
  try {
    const clone = makeClone(folder);
    for (const [words, pages] of scripts) {
      const way = ways.find(({ line }) => line.test(words));
      if (way?.isLong && !long) console.log(`- npm run ${words}: with --long`);
      else if (way?.why) console.log(`- npm run ${words}: ${way.why}`);
      else await report(`npm run ${words}   (${pages.join(", ")})`, () => tryScript(words, way, clone));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A clone of what is committed here, with an origin of its own to push to, and a small project with Jest. */
function makeClone(folder) {
  const [origin, path, project] = ["origin.git", "clone", "project"].map((name) => join(folder, name));
  execFileSync("git", ["clone", "--quiet", "--bare", root, origin]);
  execFileSync("git", ["clone", "--quiet", origin, path]);
  const git = (...args) => execFileSync("git", args, { cwd: path, encoding: "utf8" }).trim();
  git("config", "user.name", "docs");
  git("config", "user.email", "docs@example.com");
  git("config", "commit.gpgsign", "false");
  mkdirSync(join(project, "node_modules"), { recursive: true });
  symlinkSync(join(root, "node_modules/jest"), join(project, "node_modules/jest"));
  writeFileSync(join(project, "package.json"), '{ "name": "small", "jest": { "transform": {} } }');
  writeFileSync(join(project, "small.test.js"), 'test("is small", () => expect(1).toBe(1));\n');
  return { path, git, origin, project };
}

async function tryScript(words, way, clone) {
  assert(way, "nothing says how it is tried: add it to scripts/docs/scripts.mjs");
  const { as = words, code: expected = 0, said, check } = way;
  const { code, output } = await run(`npm run ${typeof as === "string" ? as : as(clone)}`, clone.path);
  const end = output.slice(-3_000);
  assert.equal(code, expected, end);
  if (said) assert.match(output, said, end);
  await check?.(clone);
  return as === words || typeof as !== "string" ? "" : as;
}

async function run(line, cwd) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS_|npm_)/.test(name)));
  const child = spawn("bash", ["-c", line], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: LIMIT_MS,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  const [code] = await once(child, "close");
  return { code, output };
}

/** And then git's lines beside it in docs/releasing.md. */
async function releaseIsWritten({ path, origin, git }) {
  assert.match(git("diff"), /^\+## \d+\.\d+\.\d+ /m);
  const lines = blocksOf("docs/releasing.md").flatMap(({ language, text }) =>
    language === "sh" ? linesOf(text) : [],
  );
  const gits = lines.filter((line) => line.startsWith("git "));
  assert(gits.length > 0, "docs/releasing.md has no line of git's any more");
  for (const line of gits) {
    const { code, output } = await run(line, path);
    assert.equal(code, 0, `${line}\n${output}`);
  }
  // The tag starts the release: `--follow-tags` takes annotated ones only.
  assert.equal(execFileSync("git", ["tag"], { cwd: origin, encoding: "utf8" }).trim(), "v1.2.3");
}
