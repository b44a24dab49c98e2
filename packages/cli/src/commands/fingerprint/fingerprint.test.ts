import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { callProgram } from "../../testing/call-program.ts";
import { realCli } from "../../testing/real-cli.ts";
import { TemporaryFolder } from "../../testing/temporary-folder.ts";

const template = "Resources: { Queue: { Type: AWS::SQS::Queue } }\n";
let project: TemporaryFolder;
beforeEach(() => {
  project = new TemporaryFolder({
    "regatta.config.json": JSON.stringify({
      services: {
        queue: { directory: "queue" },
        orders: {
          directory: "orders",
          dependsOn: ["queue"],
          parameters: { Stage: "swordfish" },
          environment: ["REGION", "TIER"],
        },
      },
    }),
    "queue/template.yaml": template,
    "orders/template.yaml": template,
    "orders/src/a\nb.ts": "1",
  });
});
afterEach(() => project.remove());

const fingerprint = (...args: string[]) =>
  callProgram(["fingerprint", ...args], { cwd: project.path, env: { REGION: "eu-west-1" } });
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

test("every service has its line, in the configuration's order; a change shows in exactly one of them", async () => {
  const before = await fingerprint();
  expect(before).toMatchObject({ exitCode: 0, stderr: "" });
  const line = /^(\w+) +([0-9a-f]{64}) +(\d+)$/gm;
  const lines = [...before.stdout.matchAll(line)].map(([, ...columns]) => columns);
  expect(lines.map(([service, , files]) => [service, files])).toEqual([
    ["queue", "1"],
    ["orders", "2"],
  ]);
  project.write("orders/src/more.ts", "");
  const after = [...(await fingerprint()).stdout.matchAll(line)].map(([, ...columns]) => columns);
  expect(after[0]).toEqual(lines[0]);
  expect(after[1]?.[1]).not.toBe(lines[1]?.[1]);
});

test("--explain lists what went in, with values by their hash only", async () => {
  const { stdout } = await fingerprint("orders", "--explain");
  expect(stdout).not.toMatch(/swordfish|eu-west-1|queue/);
  expect(stdout).toMatch(/^orders {2}[0-9a-f]{64}\n {2}definition\n/);
  for (const row of [
    "    deployer                cloudformation",
    "    template                template.yaml",
    `    Stage  ${sha256("swordfish").slice(0, 12)}`,
    `    REGION  set, ${sha256("eu-west-1").slice(0, 12)}`,
    "    TIER    unset",
    "  2 files",
    '    100644  56a6051ca2b0  "src/a\\nb.ts"',
  ])
    expect(stdout.split("\n")).toContain(row);
});

test("--json is for programs, with the inputs when they are asked for", async () => {
  expect(JSON.parse((await fingerprint("--json")).stdout)).toEqual([
    { service: "queue", digest: expect.stringMatching(/^[0-9a-f]{64}$/), files: 1 },
    { service: "orders", digest: expect.stringMatching(/^[0-9a-f]{64}$/), files: 2 },
  ]);
  const [orders] = JSON.parse((await fingerprint("orders", "--json", "--explain")).stdout);
  expect(orders.inputs).toContainEqual({ kind: "parameter", name: "Stage", value: sha256("swordfish") });
});

test("a service nobody knows is wrong usage", async () => {
  const { exitCode, stderr } = await fingerprint("ordres");
  expect(exitCode).toBe(2);
  expect(stderr).toContain('no service "ordres"');
  expect(stderr).toContain("orders");
});

test("no credentials, no region, no pool are needed", async () => {
  const { exitCode, stdout, stderr } = await realCli(["fingerprint", "queue"], { cwd: project.path });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  expect(stdout).toContain("queue");
});
