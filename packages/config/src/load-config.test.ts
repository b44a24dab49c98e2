import { availableParallelism } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "@jest/globals";
import { configTemplate } from "./config-template.ts";
import { loadConfig } from "./load-config.ts";
import { ProjectFolder } from "./testing/project-folder.ts";

let project: ProjectFolder;
afterEach(() => project.remove());

const forms: Record<string, string> = {
  ts: 'import { defineConfig } from "regatta";\nconst max: number = 3;\nexport default defineConfig({ accounts: { max } });',
  mts: 'import { defineConfig } from "@regatta/config";\nexport default defineConfig({ accounts: { max: 3 as const } });',
  js: "module.exports = { accounts: { max: 3 } };",
  mjs: "export default { accounts: { max: await Promise.resolve(3) } };",
  cjs: "module.exports = { accounts: { max: 3 } };",
  json: '\uFEFF{ "accounts": { "max": 3 } }',
};

test.each(Object.entries(forms))("a configuration may be written as .%s", async (ending, content) => {
  project = new ProjectFolder({ [`regatta.config.${ending}`]: content });
  const config = await loadConfig({ cwd: project.path });
  expect(config.accounts.max).toBe(3);
  expect(config.file).toBe(join(project.path, `regatta.config.${ending}`));
});

test("defaults are filled in, and paths are absolute from the file's folder", async () => {
  project = new ProjectFolder({
    "regatta.config.json": JSON.stringify({
      services: { "orders-api": { directory: "services/orders", inputs: ["../shared"] } },
      tests: { directory: "e2e" },
    }),
    "services/orders/template.yaml": "Resources: {}",
    "e2e/deep/a.test.js": "",
  });
  const config = await loadConfig({ cwd: join(project.path, "e2e/deep") });
  expect(config).toEqual({
    file: join(project.path, "regatta.config.json"),
    directory: project.path,
    pool: { table: "regatta", name: "default" },
    accounts: {
      min: 1,
      max: 8,
      priority: 0,
      protected: [],
      leaseSeconds: 300,
      auto: false,
      waitSeconds: 1_800,
      sessionSeconds: 3_600,
      filesPerAccount: 1,
    },
    personal: {},
    services: {
      "orders-api": {
        directory: join(project.path, "services/orders"),
        deployer: "cloudformation",
        template: "template.yaml",
        stackNames: ["orders-api"],
        parameters: {},
        capabilities: [],
        packages: [],
        dependsOn: [],
        environment: [],
        inputs: ["../shared"],
        probes: [],
        prepare: [],
        prepareOutputs: [],
        timeoutSeconds: 1_800,
      },
    },
    deploy: {
      concurrency: 500,
      processes: availableParallelism(),
      pollMs: 1_000,
      bucket: "regatta-{account}-{region}",
      createBucket: true,
    },
    cleaning: {
      depth: "stacks",
      protectedStacks: ["CDKToolkit", "StackSet-*", "aws-sam-cli-managed-default"],
      keep: [],
      attempts: 3,
      retryMinutes: 10,
      concurrency: 8,
      stacksAtOnce: 5,
      proofSeconds: 60,
      aliasCheck: true,
      warm: false,
    },
    tests: {
      directory: join(project.path, "e2e"),
      jest: [],
      leaks: false,
      fileTimeoutSeconds: 600,
      retries: 0,
      backupCopies: false,
      backupCopiesAfterSeconds: 10,
      quarantine: [],
    },
    output: {
      directory: join(project.path, ".regatta"),
      junit: join(project.path, "reports/regatta-junit.xml"),
      report: true,
    },
    costs: { currency: "USD" },
  });
});

test("a file that is named is taken instead of the one that would be found", async () => {
  project = new ProjectFolder({
    "regatta.config.json": "{}",
    "ci/other.config.ts": "export default { pool: { table: 'ci-table' } };",
  });
  const config = await loadConfig({ cwd: project.path, file: "ci/other.config.ts" });
  expect(config.pool.table).toBe("ci-table");
  expect(config.directory).toBe(join(project.path, "ci"));
});

test("a file is read anew every time", async () => {
  project = new ProjectFolder({ "regatta.config.ts": "export default { accounts: { max: 1 } };" });
  await loadConfig({ cwd: project.path });
  project.write("regatta.config.ts", "export default { accounts: { max: 2 } };");
  expect((await loadConfig({ cwd: project.path })).accounts.max).toBe(2);
});

test("what `regatta init` writes is valid as it stands", async () => {
  project = new ProjectFolder({ "regatta.config.ts": configTemplate });
  expect((await loadConfig({ cwd: project.path })).pool.table).toBe("regatta");
});

test("a service for each deployer, with what it fills in by itself", async () => {
  project = new ProjectFolder({
    "a/template.yaml": "Resources: {}",
    "regatta.config.json": JSON.stringify({
      services: {
        native: { directory: "a", mode: "express", prepare: "make" },
        app: { directory: "a", deployer: "cdk", stackNames: ["app-data", "app-api"], prepare: ["a", "b"] },
        functions: { directory: "a", deployer: "sam", stackNames: ["functions-test"] },
        website: { directory: "a", deployer: "serverless", stackName: "website-dev" },
        other: { directory: "a", deployer: "command", command: "make deploy", stackName: "other" },
      },
    }),
  });
  const { services } = await loadConfig({ cwd: project.path });
  expect(services).toMatchObject({
    native: { deployer: "cloudformation", stackNames: ["native"], mode: "express", prepare: ["make"] },
    app: {
      deployer: "cdk",
      stackNames: ["app-data", "app-api"],
      context: {},
      parameters: {},
      args: [],
      prepare: ["a", "b"],
    },
    functions: { deployer: "sam", stackNames: ["functions-test"], template: "template.yaml" },
    website: { deployer: "serverless", stackNames: ["website-dev"], stage: "dev", params: {} },
    other: { deployer: "command", stackNames: ["other"], command: "make deploy" },
  });
});

const repositories: Array<[string, (folder: string) => string]> = [
  ["https://git.example.com/team/mail.git", () => "https://git.example.com/team/mail.git"],
  ["git@git.example.com:team/mail.git", () => "git@git.example.com:team/mail.git"],
  ["../mail", (folder) => join(folder, "../mail")],
  ["/repositories/mail", () => "/repositories/mail"],
];

test.each(repositories)("a service from another repository: %s", async (git, expected) => {
  const services = { mail: { source: { git, ref: "main" } }, post: { source: { git }, directory: "post" } };
  project = new ProjectFolder({ "regatta.config.json": JSON.stringify({ services }) });
  const config = await loadConfig({ cwd: project.path });
  expect(config.services).toMatchObject({
    mail: { directory: ".", source: { git: expected(project.path), ref: "main" } },
    post: { directory: "post", source: { git: expected(project.path) } },
  });
});

test("probes have patience by default", async () => {
  const url = "https://orders.example.com/health";
  const probes = [
    { kind: "http", url },
    { kind: "command", command: "./is-up", everySeconds: 0.5 },
  ];
  project = new ProjectFolder({
    "regatta.config.json": JSON.stringify({ services: { a: { directory: ".", probes } } }),
    "template.yaml": "",
  });
  const { services } = await loadConfig({ cwd: project.path });
  expect(services.a?.probes).toEqual([
    { kind: "http", url, timeoutSeconds: 120, everySeconds: 1 },
    { kind: "command", command: "./is-up", timeoutSeconds: 120, everySeconds: 0.5 },
  ]);
});

test("a template that sam is given may be made by build steps, and need not be there before them", async () => {
  const orders = { directory: ".", deployer: "sam", template: ".aws-sam/build/template.yaml" };
  const built = { ...orders, prepare: "sam build", stackName: "built" };
  project = new ProjectFolder({ "regatta.config.json": JSON.stringify({ services: { built } }) });
  await loadConfig({ cwd: project.path });
  project.write("regatta.config.json", JSON.stringify({ services: { orders, built } }));
  await expect(loadConfig({ cwd: project.path })).rejects.toThrow(
    /has a problem:\n.*services\.orders\.template/,
  );
});
