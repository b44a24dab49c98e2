// `npm run test:packed`: packs every package as it would be published, and tries the tarballs in an empty project, with plain
// npm. `--into <folder>` leaves the tarballs and an SBOM of what they install there.
import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../bench/built.mjs";
import { complaintsAboutManifest } from "./check-manifest.mjs";
import { EmptyProject } from "./empty-project.mjs";
import { firstSteps } from "./first-steps.mjs";
import { judgeOfTarballs } from "./judge-types.mjs";
import { startOwnRegistry } from "./own-registry.mjs";
import { packAll } from "./pack.mjs";
import { tryTypes } from "./try-types.mjs";

const { into } = parseArgs({ options: { into: { type: "string" } } }).values;
const folder = into ? resolve(into) : mkdtempSync(join(tmpdir(), "regatta-packed-"));

/** Does a step and says how long it took. */
async function step(title, act) {
  const started = Date.now();
  const said = await act();
  console.log(`${title}${said ? `: ${said}` : ""} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

let packed;
await step("Packed", () => {
  packed = packAll(folder);
  const bytes = packed.reduce((sum, { tarball }) => sum + readFileSync(tarball).length, 0);
  return `${packed.length} packages, ${Math.round(bytes / 1024)} KB`;
});

await step("Manifests, publint, Are The Types Wrong", async () => {
  const versions = new Map(packed.map(({ name, version }) => [name, version]));
  const judge = await judgeOfTarballs();
  const complaints = [];
  for (const one of packed) {
    const about = [...complaintsAboutManifest(one, versions), ...(await judge(one))];
    complaints.push(...about.map((complaint) => `${one.name}: ${complaint}`));
  }
  assert.equal(complaints.length, 0, complaints.join("\n"));
  return "nothing to complain of";
});

const registry = await startOwnRegistry(packed);
const project = new EmptyProject(registry.url);
try {
  const tarballOfCli = packed.find(({ name }) => name === "regatta").tarball;
  await step("npm install regatta", async () => {
    await project.install(tarballOfCli, "@regatta/jest-runner");
    const installed = project.installed();
    const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    const own = packed.map(({ name }) => name);
    // protobufjs, which OpenTelemetry's exporters need, has @types/node for a dependency of its own.
    const known = [...own, "@types/node"];
    const others = Object.keys(devDependencies).filter((name) => !known.includes(name));
    assert.deepEqual(
      [...others, "@regatta/demo", "@types/jest"].filter((name) => installed.has(name)),
      [],
    );
    return `${installed.size} packages, no dev dependency of ours`;
  });
  await step("regatta --help", async () => {
    const times = [];
    while (times.length < 15) {
      const started = performance.now();
      const { status, output } = await project.run("regatta", ["--help"]);
      times.push(performance.now() - started);
      assert.equal(status, 0, output);
    }
    const [least, middle] = [0, 7].map((at) => Math.round(times.toSorted((a, b) => a - b)[at]));
    return `${middle} ms in the middle of 15, ${least} ms at least`;
  });
  await step("SBOM", () => {
    const args = ["sbom", "--sbom-format=cyclonedx", "--sbom-type=application"];
    const sbom = execFileSync("npm", args, { cwd: project.path, encoding: "utf8", maxBuffer: 64e6 });
    const { components } = JSON.parse(sbom);
    assert(components.some(({ name }) => name === "regatta"));
    if (into) writeFileSync(join(folder, "sbom.cdx.json"), sbom);
    return `${components.length} components`;
  });
  await step("npm install jest typescript", () =>
    project.install("jest@30", "typescript@5.9", "@types/node@20", "@types/jest@30"),
  );
  await step("init, a first own test on local-aws", () => firstSteps(project));
  await step("Types, by tsc", () => tryTypes(project));
  await step("npm install @regatta/demo", () => project.install("@regatta/demo"));
  await step("regatta demo", async () => {
    const first = await project.run("regatta", ["demo", "--accounts", "2", "orders"]);
    assert.equal(first.status, 0, first.output);
    assert.match(first.output, /16 deployed, 0 skipped/);
    const again = await project.run("regatta", ["demo", "--accounts", "2", "orders"]);
    assert.match(again.output, /0 deployed, 16 skipped/);
    assert.equal(again.status, 0, again.output);
    return "everything deployed, then everything skipped";
  });
} finally {
  registry.close();
  project.remove();
  if (!into) rmSync(folder, { recursive: true, force: true });
}
