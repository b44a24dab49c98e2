import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bench/built.mjs";

const PNPM = "pnpm@10.34.9";
const packages = join(root, "packages");

/**
 * Packs every package with pnpm, as it would be published.
 * @param into the folder for the tarballs.
 * @returns them, as `describeAll` has them.
 */
export function packAll(into) {
  mkdirSync(into, { recursive: true });
  removeStaleOutput();
  const args = [
    "--yes",
    PNPM,
    "--recursive",
    "pack",
    "--pack-destination",
    into,
    "--config.ignore-scripts=true",
  ];
  execFileSync("npx", args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  return describeAll(into);
}

/** The tarballs in a folder: name, version, path, manifest and files of each, those first that others depend on. */
export function describeAll(folder) {
  const tarballs = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
  return inOrder(tarballs.map((file) => describe(join(folder, file))));
}

function describe(tarball) {
  const manifest = JSON.parse(
    execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" }),
  );
  const files = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).trim().split("\n");
  return {
    name: manifest.name,
    version: manifest.version,
    tarball,
    manifest,
    files: files.map((file) => file.replace(/^package\//, "")),
  };
}

function inOrder(packed) {
  const byName = new Map(packed.map((one) => [one.name, one]));
  const ordered = new Set();
  const add = (one) => {
    for (const name of Object.keys(one.manifest.dependencies ?? {})) {
      const other = byName.get(name);
      if (other && !ordered.has(other)) add(other);
    }
    ordered.add(one);
  };
  for (const one of packed) add(one);
  return [...ordered];
}

/** tsc leaves behind what it made of a source that is gone: that would be published. */
function removeStaleOutput() {
  for (const name of readdirSync(packages)) {
    const dist = join(packages, name, "dist");
    if (!existsSync(dist)) continue;
    const output = readdirSync(dist, { recursive: true });
    // What has declarations was made by tsc; the demo's shop is elsewhere.
    const modules = output.flatMap((file) => /^(?!shop\/)(.*)\.d\.c?ts$/.exec(file)?.[1] ?? []);
    const isGone = (module) =>
      ![".ts", ".cts"].some((kind) => existsSync(join(packages, name, "src", module + kind)));
    for (const module of modules.filter(isGone)) {
      const made = output.filter((file) => file.startsWith(`${module}.`));
      for (const file of made) rmSync(join(dist, file), { force: true });
    }
  }
}

/** The version that all packages share. */
export function sharedVersion() {
  return JSON.parse(readFileSync(join(packages, "cli", "package.json"), "utf8")).version;
}
