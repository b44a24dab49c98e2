import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const template = `
Resources:
  Table:
    Type: AWS::DynamoDB::Table
    Properties:
      BillingMode: PAY_PER_REQUEST
      AttributeDefinitions: [{ AttributeName: id, AttributeType: S }]
      KeySchema: [{ AttributeName: id, KeyType: HASH }]
Outputs:
  TableName: { Value: !Ref Table }
`;

const test = `
const { regatta } = require("@regatta/jest-runner/context");

test("the service is up in an account of its own", () => {
  expect(regatta.outputs("orders").TableName).toMatch(/orders/);
  expect(regatta.account.id).toMatch(/^[0-9]{12}$/);
});
`;

/** What somebody does first: an AWS on this machine, a configuration, a service, a test, a run. */
export async function firstSteps(project) {
  const aws = await project.start("regatta", ["local-aws", "--accounts", "2", "--json"]);
  try {
    const { env } = JSON.parse(aws.line);
    const call = async (...args) => {
      const { status, output } = await project.run("regatta", args, env);
      assert.equal(status, 0, output);
      return output;
    };
    assert.match(await call("init"), /Wrote regatta\.config\.ts/);
    const config = readFileSync(join(project.path, "regatta.config.ts"), "utf8");
    project.write(
      "regatta.config.ts",
      config.replace("services: {", 'services: {\n    orders: { directory: "services/orders" },'),
    );
    project.write("services/orders/template.yaml", template);
    project.write("tests/orders.test.js", test);
    assert.match(await call("pool", "status"), /2 available/);
    assert.match(await call("plan", "--explain"), /orders/);
    assert.match(await call("run"), /1 passed/);
    assert.match(await call("run"), /1 skipped/);
    assert.match(readFileSync(join(project.path, "reports/regatta-junit.xml"), "utf8"), /tests="1"/);
    return "deployed and passed, then skipped and passed";
  } finally {
    await aws.end();
  }
}
