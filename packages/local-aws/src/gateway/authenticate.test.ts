import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterEach, expect, test } from "@jest/globals";
import { systemClock } from "@regatta/foundation";
import { TestAws, type TestCredentials } from "../testing/test-aws.ts";

let world: TestAws | undefined;
afterEach(() => world?.close());

/** The error names of one call to each service. */
async function refusals(aws: TestAws, credentials: TestCredentials): Promise<unknown[]> {
  const calls = [
    aws.dynamodb({ credentials }).send(new ListTablesCommand({})),
    aws.ssm({ credentials }).send(new GetParameterCommand({ Name: "a" })),
    aws.sts({ credentials }).send(new GetCallerIdentityCommand({})),
  ];
  const outcomes = await Promise.allSettled<unknown>(calls);
  return outcomes.map((outcome) => (outcome.status === "rejected" ? outcome.reason.name : "answered"));
}

test("keys nobody handed out are refused", async () => {
  world = await TestAws.start();
  expect(await refusals(world, { accessKeyId: "AKIANOBODY", secretAccessKey: "secret" })).toEqual([
    "UnrecognizedClientException",
    "UnrecognizedClientException",
    "InvalidClientTokenId",
  ]);
});

test("a wrong secret is refused by the signature", async () => {
  world = await TestAws.start();
  expect(await refusals(world, { ...world.hubCredentials, secretAccessKey: "guessed" })).toEqual([
    "InvalidSignatureException",
    "InvalidSignatureException",
    "SignatureDoesNotMatch",
  ]);
});

test("a session without its token, or with another's, is refused", async () => {
  world = await TestAws.start();
  const { accessKeyId, secretAccessKey } = await world.enter(0);
  const { sessionToken = "" } = await world.enter(0);
  const unknown = ["UnrecognizedClientException", "UnrecognizedClientException", "InvalidClientTokenId"];
  expect(await refusals(world, { accessKeyId, secretAccessKey })).toEqual(unknown);
  expect(await refusals(world, { accessKeyId, secretAccessKey, sessionToken })).toEqual(unknown);
});

test("a session is refused as expired from the second its life ends", async () => {
  let aheadMs = 0;
  const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  world = await TestAws.start({ clock, sessionSeconds: 60 });
  const credentials = await world.enter(0);
  expect(await refusals(world, credentials)).toEqual(["answered", "ParameterNotFound", "answered"]);
  aheadMs = 60_000;
  expect(await refusals(world, credentials)).toEqual([
    "ExpiredTokenException",
    "ExpiredTokenException",
    "ExpiredToken",
  ]);
});

test("a server hours ahead refuses the stale signature, and the SDK finds its way by the Date header", async () => {
  const serverTimeOffsetMs = 3 * 3_600_000;
  world = await TestAws.start({ serverTimeOffsetMs });
  await expect(world.sts().send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: "SignatureDoesNotMatch",
    message: expect.stringMatching(/^Signature expired: /),
  });
  const patient = world.dynamodb({ maxAttempts: 2 });
  expect((await patient.send(new ListTablesCommand({}))).$metadata.attempts).toBe(2);
  const { headers } = await fetch(world.aws.url);
  const offset = Date.parse(headers.get("date") ?? "") - Date.now();
  expect(Math.abs(offset - serverTimeOffsetMs)).toBeLessThan(5_000);
});

test("a request without any signature is refused in the form of its protocol", async () => {
  world = await TestAws.start();
  const query = await fetch(world.aws.url, { method: "POST", body: "Action=GetCallerIdentity" });
  expect([query.status, await query.text()]).toEqual([
    403,
    expect.stringContaining("<Code>MissingAuthenticationToken</Code>"),
  ]);
  const json = await fetch(world.aws.url, {
    method: "POST",
    headers: { "x-amz-target": "DynamoDB_20120810.ListTables" },
    body: "{}",
  });
  expect([json.status, await json.json()]).toEqual([
    400,
    expect.objectContaining({ __type: "MissingAuthenticationTokenException" }),
  ]);
});
