// Jest's options one by one, on both sides: `npm run test:compat -- --only jest-options [pattern of names of cases] [29|30]`.
// Every case runs in a fresh copy of a sample project, by plain Jest and through Regatta; what Jest's reports say, and
// the files they leave in the project (snapshots, coverage, what reporters wrote), are compared.
import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { installFromNpm } from "./installed.mjs";
import { cases, sample } from "./jest-options-cases.mjs";
import { differences, inShort, JestSides } from "./jest-sides.mjs";

const ACCOUNTS = 3;
const TOOLS = [
  "@swc/core@1.16.22",
  "@swc/jest@0.2.39",
  "@babel/preset-env@7.29.14",
  "@babel/preset-typescript@7.29.7",
  "typescript@5.9.3",
  "ts-jest@29.4.15",
];
const VERSIONS = {
  29: ["jest@29.7.0", "jest-environment-jsdom@29.7.0", "prettier@2.8.8"],
  30: ["jest@30.5.2", "jest-environment-jsdom@30.5.2", "prettier@3.10.1"],
};

/** @returns 0 where both sides say the same in every case. */
export async function compareJestOptions([only = "", ...versions]) {
  const chosen = cases.filter(({ name }) => new RegExp(only).test(name));
  // A case that bails leaves dirty accounts behind.
  const sides = await JestSides.start({ accounts: 60 });
  let different = 0;
  try {
    for (const [version, packages] of Object.entries(VERSIONS)) {
      if (versions.length > 0 && !versions.includes(version)) continue;
      const installed = installFromNpm(`jest-options-${version}`, [...packages, ...TOOLS], "about 150 MB");
      for (const one of chosen) {
        const found = await compareCase(sides, one, {
          version,
          nodeModules: join(installed, "node_modules"),
        });
        console.log(`  Jest ${version}, ${one.name}: ${found.told}`);
        for (const difference of found.differences) console.log(`      ${difference}`);
        if (found.differences.length > 0) different++;
      }
    }
  } finally {
    await sides.close();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(different === 0 ? `  ${chosen.length} cases: the same` : `  ${different} cases differ`);
  return different === 0 ? 0 : 1;
}

async function compareCase(sides, one, jest) {
  sides.forget();
  const plain = await runSteps(one, jest, (options) => sides.plain(options));
  const regatta = await runSteps(one, jest, (options) => sides.regatta({ ...options, accounts: ACCOUNTS }));
  const found = plain.steps.flatMap((step, at) => differences(step, regatta.steps[at]));
  const paths = new Set([...Object.keys(plain.left), ...Object.keys(regatta.left)]);
  for (const path of paths) {
    if (plain.left[path] !== regatta.left[path])
      found.push(`left behind ${path}: plain ${plain.left[path]}, regatta ${regatta.left[path]}`);
  }
  if (found.length > 0 && !regatta.steps.at(-1).report) found.push(regatta.steps.at(-1).output.slice(-1500));
  return { differences: found, told: plain.steps.map(inShort).join("; then ") };
}

// Always in the same place: paths are in reports, caches and coverage.
const folder = realpathSync(mkdtempSync(join(tmpdir(), "regatta-options-")));
const directory = join(folder, "project");

async function runSteps(one, { version, nodeModules }, runSide) {
  rmSync(directory, { recursive: true, force: true });
  const config = { ...sample.config, ...one.config };
  write({
    ...sample.files(version),
    ...(one.obsolete && sample.obsolete(version)),
    "jest.config.json": JSON.stringify(config),
    ...one.files,
  });
  symlinkSync(nodeModules, join(directory, "node_modules"));
  if (one.git) git();
  const steps = [];
  for (const { args = [], files = {} } of one.steps ?? [one]) {
    if (one.steps) write(files);
    if (one.git) write(one.git);
    steps.push(await runSide({ directory, args, nodeOptions: one.nodeOptions, env: one.env }));
  }
  return { steps, left: leftBehind() };
}

function write(files) {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}

function git() {
  const run = (...args) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: directory });
  run("init", "-q", "-b", "main");
  writeFileSync(join(directory, ".gitignore"), "node_modules\n");
  run("add", "-A");
  run("commit", "-q", "-m", "sample");
}

function leftBehind() {
  const left = {};
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(directory.length + 1);
    if (!entry.isFile() || /^(node_modules|\.git)\//.test(path)) continue;
    left[path] = readFileSync(join(directory, path), "utf8");
  }
  return left;
}
