// Makes a fresh clone ready with nothing but Node and npm: installs with the pinned pnpm and the frozen
// lockfile, then builds. Skips the install when the lockfile has not changed since the last one.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const PNPM = "pnpm@10.34.9";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "node_modules", ".regatta-installed");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Regatta needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(2);
}

/** What an install depends on: the lockfile and the manifests it was made from. */
function installKey() {
  return createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .digest("hex");
}

function step(title, command, args) {
  const started = Date.now();
  const result = spawnSync(command, args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (result.status !== 0) {
    console.error(`${title} failed:\n${result.stdout ?? ""}${result.stderr ?? ""}${result.error ?? ""}`);
    process.exit(result.status ?? 1);
  }
  if (Date.now() - started > 2_000)
    console.error(`${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== installKey()) {
  console.error("Installing dependencies (once)…");
  step("Install", "npx", ["--yes", PNPM, "install", "--frozen-lockfile"]);
  writeFileSync(stamp, installKey());
}
step("Build", process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "--build"]);
