import { afterEach, expect, test } from "@jest/globals";
import { deployedBy } from "./testing/deploys.ts";
import { World } from "./testing/world.ts";

let world: World;
afterEach(() => world.close());

/** What S3 did in the two accounts. */
const done = (operation: string) =>
  world.aws.requests.list({ service: "s3", operation }).filter(({ status }) => status === 200).length;

test("code that a template names goes to a bucket of each account, and only what changed goes there again", async () => {
  const Handler = { Type: "AWS::Lambda::Function", Properties: { Code: "dist", Handler: "index.handler" } };
  const template = (description: string) =>
    JSON.stringify({ Description: description, Resources: { Handler } });
  const service = { directory: "services/orders", template: "template.json" };
  world = await World.start({
    accounts: 2,
    files: {
      "services/orders/template.json": template("1"),
      "services/orders/dist/index.js": "exports.handler = () => 1;",
    },
    config: { services: { orders: service }, deploy: { bucket: "code-{account}" } },
  });
  const deploy = async () => {
    const called = await world.call("deploy");
    expect(called).toMatchObject({ code: 0 });
    return deployedBy(called);
  };
  expect(await deploy()).toEqual(["orders", "orders"]);
  expect([done("CreateBucket"), done("PutObject")]).toEqual([2, 2]);

  world.project.write("services/orders/template.json", template("2"));
  expect(await deploy()).toEqual(["orders", "orders"]);
  expect(done("PutObject")).toBe(2);

  world.project.write("services/orders/dist/index.js", "exports.handler = () => 2;");
  expect(await deploy()).toEqual(["orders", "orders"]);
  expect([done("CreateBucket"), done("PutObject")]).toEqual([2, 4]);
});
