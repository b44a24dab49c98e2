// `npm run release`: packs and tries everything, then says what would be published. With --publish, in a workflow whose OIDC
// token npm trusts, it is: the very tarballs that were tried, with provenance. What is published already is left out, so a
// release that failed half-way goes on when it is started again.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../bench/built.mjs";
import { notesOf } from "./changelog.mjs";
import { describeAll, sharedVersion } from "./pack.mjs";

const { publish } = parseArgs({ options: { publish: { type: "boolean", default: false } } }).values;
const into = join(root, "node_modules/.cache/release");
const version = sharedVersion();
const notes = notesOf(readFileSync(join(root, "CHANGELOG.md"), "utf8"), version);
if (notes === undefined) refuse(`CHANGELOG.md has no dated section for ${version}: npm run release:version`);
const tag = process.env.GITHUB_REF_NAME;
if (publish && tag !== `v${version}`)
  refuse(`--publish is for the workflow of the tag v${version}, not of ${tag}`);
if (execFileSync("git", ["status", "--porcelain"], { cwd: root }).length > 0)
  refuse("There are uncommitted changes.");

rmSync(into, { recursive: true, force: true });
mkdirSync(into, { recursive: true });
execFileSync(process.execPath, [join(root, "scripts/release/try-packed.mjs"), "--into", into], {
  stdio: "inherit",
});
writeFileSync(join(into, "notes.md"), `${notes}\n`);

for (const { name, tarball } of describeAll(into)) {
  const seen = spawnSync("npm", ["view", `${name}@${version}`, "version"], { encoding: "utf8" });
  if (seen.stdout.trim() === version) console.log(`${name}@${version} is published already.`);
  else {
    const how = publish ? ["--provenance"] : ["--dry-run"];
    execFileSync("npm", ["publish", tarball, "--access=public", "--loglevel=error", ...how], {
      stdio: "inherit",
    });
  }
}

function refuse(reason) {
  console.error(reason);
  process.exit(2);
}
