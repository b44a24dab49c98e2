import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { deployedBy } from "./testing/deploys.ts";
import { GitRepository } from "./testing/git-repository.ts";
import { passingFiles } from "./testing/sample-project.ts";
import { sampleServices, template } from "./testing/templates.ts";
import { World } from "./testing/world.ts";

let world: World;
let outside: string;
beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), "regatta-sources-"));
});
afterEach(async () => {
  await world.close();
  rmSync(outside, { recursive: true, force: true });
});

test("services of another repository are taken at --branch where it exists, built once, deployed, and shown in a table", async () => {
  const orders = new GitRepository(join(outside, "orders"));
  orders.write("service/template.json", template("orders"));
  const onMain = orders.commit();
  orders.git("checkout", "--quiet", "-b", "feature-x");
  orders.write("service/template.json", template("orders", undefined, "2"));
  const onFeature = orders.commit();
  orders.git("checkout", "--quiet", "main");
  const { files, services } = sampleServices({ base: {} });
  const built = join(outside, "built");
  world = await World.start({
    accounts: 2,
    files: { ...files, ...passingFiles(2) },
    config: {
      output: { cache: join(outside, "cache") },
      services: {
        ...services,
        orders: {
          directory: "service",
          source: { git: orders.directory },
          template: "template.json",
          dependsOn: ["base"],
          prepare: [`echo built >> ${built}`],
        },
      },
    },
  });

  const plan = await world.call("plan", "--branch", "feature-x");
  expect(plan.output).toMatch(new RegExp(`feature-x +${onFeature.slice(0, 10)}`));

  const run = await world.call("run");
  const { code, output } = run;
  expect(code).toBe(0);
  expect(output).toMatch(
    new RegExp(`REPOSITORY[\\s\\S]*orders +orders +main +${onMain.slice(0, 10)} +default branch`),
  );
  expect(run.events().find(({ kind }) => kind === "sources-taken")).toMatchObject({
    sources: [{ services: ["orders"], ref: "main", commit: onMain }],
  });
  expect(deployedBy(run)).toEqual(["base", "base", "orders", "orders"]);
  expect(readFileSync(built, "utf8")).toBe("built\n");

  const branch = await world.call("deploy", "--branch", "feature-x");
  expect(branch).toMatchObject({ code: 0 });
  expect(deployedBy(branch)).toEqual(["orders", "orders"]);
  const again = await world.call("deploy", "--branch", "nowhere-else");
  expect(again).toMatchObject({ code: 0 });
  expect(deployedBy(again)).toEqual(["orders", "orders"]);
});

test("code that cannot be built is said once with its output, deployed nowhere, and costs no account", async () => {
  const { files, services } = sampleServices({ base: {}, api: {}, web: { dependsOn: ["api"] } });
  const broken = {
    ...(services.api as object),
    prepare: ["echo compiling", "echo 'error in api.ts' >&2; exit 2"],
  };
  world = await World.start({
    accounts: 3,
    files: { ...files, ...passingFiles(1) },
    config: { services: { ...services, api: broken } },
  });
  const deploy = await world.call("deploy");
  const { code, output } = deploy;
  expect(code).toBe(3);
  expect(deployedBy(deploy)).toEqual(["base", "base", "base"]);
  expect(output.match(/error in api\.ts$/gm)).toHaveLength(1);
  expect(output).toMatch(
    /✗ api could not be deployed: The build steps of "api" failed: .* ended with exit code 2\. \(/,
  );
  expect(output).toMatch(
    / {2}compiling\n {2}\$ echo .*\n {2}error in api\.ts\n {4}next: Mend .*\n {4}blocked by it: web/,
  );
  expect(await world.states()).toEqual({ available: 3 });
});

test("pool warm --ref deploys what that ref has, so that a run deploys only what the work tree changed", async () => {
  const { files, services } = sampleServices({ base: {}, api: { dependsOn: ["base"] }, web: {} });
  world = await World.start({
    accounts: 2,
    files: { ...files, ...passingFiles(2), ".gitignore": ".regatta\nnode_modules\nreports\n" },
    config: { services, output: { cache: join(outside, "cache") } },
  });
  const repository = new GitRepository(world.project.directory);
  repository.commit();
  world.project.write("services/api/template.json", template("api", undefined, "2"));

  const warm = await world.call("pool", "warm", "--ref", "main");
  expect(warm).toMatchObject({ code: 0 });
  expect(deployedBy(warm)).toEqual(["api", "api", "base", "base", "web", "web"]);
  const again = await world.call("pool", "warm", "--ref", "main");
  expect(again.output).toContain("nothing to do");

  const run = await world.call("run");
  expect(run).toMatchObject({ code: 0 });
  expect(deployedBy(run)).toEqual(["api", "api"]);
  const unknown = await world.call("pool", "warm", "--ref", "mian");
  expect(unknown).toMatchObject({ code: 2 });
  expect(unknown.output).toContain('did you mean "main"?');
});

test("Ctrl-C while a repository does not answer quits at once, and git with it", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const git = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/orders.git`;
  world = await World.start({
    accounts: 1,
    files: passingFiles(1),
    config: {
      output: { cache: join(outside, "cache") },
      services: { orders: { directory: ".", source: { git }, template: "template.json" } },
    },
  });
  const deploy = world.regatta("deploy");
  const [{ socket }] = await once(silent, "request");
  const hungUp = once(socket, "close");
  deploy.child.kill("SIGINT");
  expect((await deploy.ended).code).toBe(130);
  await hungUp;
  silent.close();
  expect(await world.states()).toEqual({ available: 1 });
});
