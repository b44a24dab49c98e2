import { afterEach, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { StackReader } from "../stack/stack-reader.ts";
import { aService } from "../testing/a-service.ts";
import { CannedCloudFormation } from "../testing/canned-cloudformation.ts";
import { createChangeSet } from "./stack/change-set.ts";
import { SharedReader } from "./watch/shared-reader.ts";

let cloudFormation: CannedCloudFormation;
afterEach(() => cloudFormation.close());

/** What is sent of the deployment's mode and its rollback when a service of this mode is deployed. */
async function sentFor(mode?: "standard" | "express"): Promise<Record<string, string>> {
  cloudFormation = await CannedCloudFormation.start(() => "<Status>CREATE_COMPLETE</Status>");
  const { client } = cloudFormation;
  const clock = new ManualClock();
  const { signal } = new AbortController();
  const reader = new StackReader({ client, signal });
  const stacks = new SharedReader({ reader, clock, gatherMs: 1, signal });
  const calls = { client, reader, stacks, clock, signal, pollMs: 1, account: "a/b", newToken: () => "t" };
  const service = aService("orders", mode ? { mode } : {});
  if (service.deployer.kind !== "cloudformation") throw new Error("not a template");
  const { deployer } = service;
  const packaged = { template: { body: "Resources: {}" }, parameters: {} };
  await createChangeSet(calls, { service, deployer, packaged, tags: {}, type: "CREATE", token: "t" });
  const sent = cloudFormation.requests[0] ?? {};
  return Object.fromEntries(Object.entries(sent).filter(([name]) => /Mode|Rollback|OnStack/.test(name)));
}

test("an express deploy says its mode, and that it is to roll back", async () => {
  expect(await sentFor("express")).toEqual({
    "DeploymentConfig.Mode": "EXPRESS",
    "DeploymentConfig.DisableRollback": "false",
  });
});

test("a standard deploy says nothing of its mode", async () => {
  expect(await sentFor("standard")).toEqual({});
  await cloudFormation.close();
  expect(await sentFor()).toEqual({});
});
