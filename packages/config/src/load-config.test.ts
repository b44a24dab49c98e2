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
      max: 8,
      protected: [],
      leaseSeconds: 300,
      waitSeconds: 0,
      sessionSeconds: 3_600,
      filesPerAccount: 1,
    },
    services: {
      "orders-api": {
        directory: join(project.path, "services/orders"),
        template: join(project.path, "services/orders/template.yaml"),
        stackName: "orders-api",
        parameters: {},
        capabilities: [],
        dependsOn: [],
        environment: [],
        inputs: ["../shared"],
        timeoutSeconds: 1_800,
      },
    },
    deploy: { concurrency: 16, pollMs: 1_000 },
    tests: { directory: join(project.path, "e2e"), jest: [], fileTimeoutSeconds: 600 },
    output: {
      directory: join(project.path, ".regatta"),
      junit: join(project.path, "reports/regatta-junit.xml"),
    },
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
