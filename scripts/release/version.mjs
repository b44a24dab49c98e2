// `npm run release:version`: gives every package the version that the changesets ask for, and writes what they say into
// CHANGELOG.md. Commits nothing.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bench/built.mjs";
import { noteOf, withRelease } from "./changelog.mjs";
import { sharedVersion } from "./pack.mjs";

const folder = join(root, ".changeset");
const changelog = join(root, "CHANGELOG.md");

const files = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");
const notes = files
  .map((name) => noteOf(readFileSync(join(folder, name), "utf8")))
  .filter((note) => note !== "");
if (files.length > 0)
  execFileSync("npx", ["--no-install", "changeset", "version"], { cwd: root, stdio: "inherit" });

const release = { version: sharedVersion(), date: new Date().toISOString().slice(0, 10), notes };
writeFileSync(changelog, withRelease(readFileSync(changelog, "utf8"), release));
console.log(`${release.version}: ${notes.length} changesets are in CHANGELOG.md now.`);
