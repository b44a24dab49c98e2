import { afterAll, expect, test } from "@jest/globals";
import { aService } from "../testing/a-service.ts";
import { TempFolders } from "../testing/temp-folders.ts";
import { type CdkStack, chooseCdkStacks, readCdkStacks } from "./cdk-assembly.ts";

const folders = new TempFolders();
afterAll(() => folders.removeAll());

const account = "210000000001/eu-west-1";
const anywhere = "aws://unknown-account/unknown-region";

test("the stacks of an assembly are found by name, in its stages too", async () => {
  const stack = (displayName: string, properties: object) => ({
    type: "aws:cloudformation:stack",
    environment: anywhere,
    displayName,
    properties,
  });
  const folder = await folders.plain({
    "manifest.json": JSON.stringify({
      artifacts: {
        Tree: { type: "cdk:tree" },
        Orders: stack("Orders", { tags: { team: "red" } }),
        "assembly-Test": { type: "cdk:cloud-assembly", properties: { directoryName: "assembly-Test" } },
      },
    }),
    "assembly-Test/manifest.json": JSON.stringify({
      artifacts: { TestTable1234: stack("Test/Table", { stackName: "test-table" }) },
    }),
  });
  expect(await readCdkStacks(folder)).toEqual([
    { id: "Orders", stackName: "Orders", environment: anywhere, tags: { team: "red" } },
    { id: "Test/Table", stackName: "test-table", environment: anywhere, tags: {} },
  ]);
});

test("a folder without an assembly says so", async () => {
  await expect(readCdkStacks(await folders.plain({}))).rejects.toMatchObject({
    code: "CDK_ASSEMBLY_UNREADABLE",
  });
});

test("of stacks with one name that of the account is meant; a missing one names what there is", () => {
  const stacks: CdkStack[] = [
    "210000000001/eu-west-1",
    "210000000001/us-east-1",
    "999999999999/eu-west-1",
  ].map((where, n) => ({ id: `S${n}`, stackName: "orders", environment: `aws://${where}`, tags: {} }));
  expect(chooseCdkStacks(stacks, aService("orders"), account)).toEqual([stacks[0]]);
  expect(() => chooseCdkStacks(stacks.slice(1), aService("orders"), account)).toThrow(
    expect.objectContaining({
      code: "CDK_STACK_MISSING",
      nextStep: expect.stringContaining("orders (aws://999999999999/eu-west-1)"),
    }),
  );
});
