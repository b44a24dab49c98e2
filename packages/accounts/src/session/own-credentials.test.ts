import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { fromHttp } from "@aws-sdk/credential-providers";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ManualClock } from "@regatta/foundation";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { CredentialsEndpoint } from "./credentials-endpoint.ts";
import { openSession } from "./open-session.ts";
import { OwnCredentials } from "./own-credentials.ts";
import { ownCredentialsError } from "./own-credentials-error.ts";

const MINUTE = 60_000;
const region = "eu-west-1";
let aws: LocalAws;
let home: string;
let endpoint: CredentialsEndpoint;

beforeAll(async () => {
  aws = await startLocalAws({ accounts: 1 });
  home = mkdtempSync(join(tmpdir(), "regatta-home-"));
  Object.assign(process.env, aws.env, {
    AWS_CONFIG_FILE: join(home, "config"),
    AWS_SHARED_CREDENTIALS_FILE: join(home, "credentials"),
    AWS_ACCESS_KEY_ID: "",
    AWS_SECRET_ACCESS_KEY: "",
  });
  writeKeys(aws.env.AWS_ACCESS_KEY_ID ?? "");
  const [account] = aws.accounts;
  writeFileSync(
    join(home, "config"),
    [
      `[profile chain]\nrole_arn=${account?.roleArn}\nexternal_id=${account?.externalId}\nsource_profile=keys`,
      `[profile tool]\ncredential_process=cat ${join(home, "tool.json")}\n`,
    ].join("\n"),
  );
  endpoint = await CredentialsEndpoint.start();
});
afterAll(async () => {
  await endpoint.close();
  await aws.close();
  rmSync(home, { recursive: true });
});

function writeKeys(id: string): void {
  const secret = aws.env.AWS_SECRET_ACCESS_KEY;
  writeFileSync(
    join(home, "credentials"),
    `[keys]\naws_access_key_id=${id}\naws_secret_access_key=${secret}\n`,
  );
}

function writeTool(id: string, expiresAt: number): void {
  const Expiration = new Date(expiresAt).toISOString();
  const credentials = { Version: 1, AccessKeyId: id, SecretAccessKey: "s", SessionToken: "t", Expiration };
  writeFileSync(join(home, "tool.json"), JSON.stringify(credentials));
}

const own = (profile: string, clock = new ManualClock(Date.now())) =>
  new OwnCredentials({ profile, region, clock });

test("a chain of roles leads into the account, and keys without a session serve whoever asks the endpoint", async () => {
  const [account] = aws.accounts;
  const chain = await openSession({
    account: { id: account?.id ?? "", region, credentials: own("chain") },
    runId: "r1",
  });
  expect((await chain.credentials()).sessionToken).not.toBe("");
  const keys = await openSession({ account: { ...aws.hub, region, credentials: own("keys") }, runId: "r1" });
  const { url, token } = endpoint.serve(keys);
  const client = new STSClient({
    region,
    credentials: fromHttp({ awsContainerCredentialsFullUri: url, awsContainerAuthorizationToken: token }),
  });
  const { Account } = await client.send(new GetCallerIdentityCommand({}));
  expect(Account).toBe(aws.hub.id);
  client.destroy();
  keys.close();
  await expect(keys.credentials()).rejects.toMatchObject({ code: "SESSION_CLOSED" });
});

test("credentials of another account are refused, and a protected one is not even asked for any", async () => {
  const account = { id: "210000000001", region, credentials: own("keys") };
  await expect(openSession({ account, runId: "r1" })).rejects.toMatchObject({ code: "WRONG_ACCOUNT" });
  const before = aws.requests.list().length;
  const protectedAccounts = ["210000000001"];
  await expect(openSession({ account, runId: "r1", protectedAccounts })).rejects.toMatchObject({
    code: "PROTECTED_ACCOUNT",
  });
  expect(aws.requests.list()).toHaveLength(before);
});

test("they are kept over sessions until shortly before they end; keys without an end are read again after a while", async () => {
  const clock = new ManualClock(Date.now());
  const tool = own("tool", clock);
  writeTool("FIRST", clock.now() + 60 * MINUTE);
  const idOf = async (source: OwnCredentials) => (await source.credentials()).accessKeyId;
  expect(await idOf(tool)).toBe("FIRST");
  writeTool("SECOND", clock.now() + 120 * MINUTE);
  await clock.advance(54 * MINUTE);
  expect(await idOf(tool)).toBe("FIRST");
  await clock.advance(2 * MINUTE);
  expect(await idOf(tool)).toBe("SECOND");

  const keys = own("keys", clock);
  const before = await idOf(keys);
  writeKeys("REPLACED");
  expect(await idOf(keys)).toBe(before);
  await clock.advance(11 * MINUTE);
  expect(await idOf(keys)).toBe("REPLACED");
});

test.each([
  [
    "The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.",
    "LOGIN_ENDED",
    "Log in again: aws sso login --profile me",
  ],
  [
    "Token is expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
    "LOGIN_ENDED",
    "Log in again: aws sso login --profile me",
  ],
  [
    "Failed to load a token for session x, please re-authenticate using aws login",
    "LOGIN_ENDED",
    "Log in again: aws login --profile me",
  ],
  [
    "Profile me requires multi-factor authentication, but no MFA code callback was provided.",
    "PROFILE_UNUSABLE",
    "asks for no codes",
  ],
  [
    "Could not resolve credentials using profile: [me] in configuration/credentials file(s).",
    "PROFILE_UNUSABLE",
    "aws sts get-caller-identity --profile me",
  ],
])("what the SDK says, %j, leads to a next step", (message, code, nextStep) => {
  const error = ownCredentialsError(new Error(message), "me");
  expect(error).toMatchObject({ code, source: "user", nextStep: expect.stringContaining(nextStep) });
  expect(error.message).toBe(`The AWS profile "me" gives no credentials: ${message}`);
});

test("without a profile the SDK's own chain is meant", () => {
  const error = ownCredentialsError(new Error("Could not load credentials from any providers"), undefined);
  expect(error).toMatchObject({ code: "NO_CREDENTIALS", nextStep: expect.stringContaining("AWS_PROFILE") });
});
