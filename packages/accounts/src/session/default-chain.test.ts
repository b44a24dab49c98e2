import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import { CredentialsEndpoint } from "./credentials-endpoint.ts";
import { openSession } from "./open-session.ts";
import type { Session } from "./session.ts";
import { sessionEnvironment } from "./session-environment.ts";

const WHO_AM_I = join(import.meta.dirname, "..", "..", "dist", "testing", "who-am-i.js");
let aws: LocalAws;
let session: Session;
let endpoint: CredentialsEndpoint;
let home: string;

beforeEach(async () => {
  aws = await startLocalAws({ accounts: 1 });
  Object.assign(process.env, aws.env);
  const [account] = aws.accounts;
  if (!account) throw new Error("local-aws has no account");
  session = await openSession({ account, runId: "r1" });
  endpoint = await CredentialsEndpoint.start();
  home = await homeWithDefaultProfile();
});
afterEach(async () => {
  session.close();
  await endpoint.close();
  await aws.close();
  await rm(home, { recursive: true });
});

/** A home with a [default] profile that would let the hub's user in, and point at another region. */
async function homeWithDefaultProfile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "regatta-home-"));
  await mkdir(join(folder, ".aws"));
  const keys = `aws_access_key_id = ${aws.env.AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${aws.env.AWS_SECRET_ACCESS_KEY}\n`;
  await writeFile(join(folder, ".aws", "credentials"), `[default]\n${keys}`);
  await writeFile(join(folder, ".aws", "config"), "[default]\nregion = us-east-1\n");
  return folder;
}

async function whoAmI(env: NodeJS.ProcessEnv) {
  const { stdout } = await promisify(execFile)(process.execPath, ["--no-warnings", WHO_AM_I], { env });
  return JSON.parse(stdout) as { account: string; accessKeyId: string; region: string };
}

function base(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    ...aws.env,
    HOME: home,
    USERPROFILE: home,
    AWS_PROFILE: "default",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
  };
}

test("the home that is tried with would let a program into the hub", async () => {
  const { AWS_ACCESS_KEY_ID: _, AWS_SECRET_ACCESS_KEY: __, ...env } = base();
  expect(await whoAmI(env)).toMatchObject({ account: aws.hub.id });
});

test("a program with the SDK's default chain works in the leased account, whatever keys and profiles there are", async () => {
  const served = endpoint.serve(session);
  const found = await whoAmI(sessionEnvironment({ session, served, base: base() }));
  const { accessKeyId } = await session.credentials();
  expect(found).toEqual({ account: session.account.id, accessKeyId, region: session.account.region });
});

test("a program of a session that is cut off gets no credentials, not even somebody else's", async () => {
  const env = sessionEnvironment({ session, served: endpoint.serve(session), base: base() });
  session.close();
  await expect(whoAmI(env)).rejects.toMatchObject({ code: 1 });
});
