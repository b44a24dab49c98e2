import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { AssumeRoleCommand, type AssumeRoleCommandInput, STSClient } from "@aws-sdk/client-sts";
import type { LocalAwsOptions } from "../local-aws-options.ts";
import { type LocalAws, startLocalAws } from "../start-local-aws.ts";

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

export interface TestCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** Settings of a client that matter to a test. */
export interface ClientSettings {
  credentials?: TestCredentials;
  region?: string;
  maxAttempts?: number;
}

/** An embedded AWS with the SDK's own clients, all closed together. */
export class TestAws {
  readonly aws: LocalAws;
  readonly #clients: Array<{ destroy(): void }> = [];

  private constructor(aws: LocalAws) {
    this.aws = aws;
  }

  static async start(options: LocalAwsOptions = {}): Promise<TestAws> {
    return new TestAws(await startLocalAws({ accounts: 2, ...options }));
  }

  get hubCredentials(): TestCredentials {
    const { AWS_ACCESS_KEY_ID: accessKeyId = "", AWS_SECRET_ACCESS_KEY: secretAccessKey = "" } = this.aws.env;
    return { accessKeyId, secretAccessKey };
  }

  cloudformation(settings: ClientSettings = {}): CloudFormationClient {
    return this.#kept(new CloudFormationClient(this.configuration(settings)));
  }

  dynamodb(settings: ClientSettings = {}): DynamoDBClient {
    return this.#kept(new DynamoDBClient(this.configuration(settings)));
  }

  sts(settings: ClientSettings = {}): STSClient {
    return this.#kept(new STSClient(this.configuration(settings)));
  }

  s3(settings: ClientSettings = {}): S3Client {
    return this.#kept(new S3Client(this.configuration(settings)));
  }

  iam(settings: ClientSettings = {}): IAMClient {
    return this.#kept(new IAMClient(this.configuration(settings)));
  }

  ssm(settings: ClientSettings = {}): SSMClient {
    return this.#kept(new SSMClient(this.configuration(settings)));
  }

  /** A client of any other service: most tests need none, and each takes a while to load. */
  client<Client extends { destroy(): void }>(
    Type: new (configuration: ReturnType<TestAws["configuration"]>) => Client,
    settings: ClientSettings = {},
  ): Client {
    return this.#kept(new Type(this.configuration(settings)));
  }

  /** The nth pool account, from 0. */
  account(index: number): LocalAws["accounts"][number] {
    const account = this.aws.accounts[index];
    if (!account) throw new Error(`there is no account ${index}`);
    return account;
  }

  /** Keys of a session in the nth pool account. */
  async enter(index: number): Promise<TestCredentials> {
    const { roleArn, externalId } = this.account(index);
    return this.assume({ RoleArn: roleArn, ExternalId: externalId });
  }

  /** Keys of a session of any role. @param settings who asks; default the hub's user. */
  async assume(
    input: Partial<AssumeRoleCommandInput> & { RoleArn: string },
    settings: ClientSettings = {},
  ): Promise<TestCredentials> {
    const command = new AssumeRoleCommand({ RoleSessionName: "regatta-test", ...input });
    const { Credentials: keys } = await this.sts(settings).send(command);
    if (!keys?.AccessKeyId || !keys.SecretAccessKey || !keys.SessionToken) throw new Error("no keys came");
    return {
      accessKeyId: keys.AccessKeyId,
      secretAccessKey: keys.SecretAccessKey,
      sessionToken: keys.SessionToken,
    };
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.destroy();
    await this.aws.close();
  }

  /** What a client needs to talk to this AWS. */
  configuration({
    credentials = this.hubCredentials,
    region = "eu-west-1",
    maxAttempts = 1,
  }: ClientSettings) {
    return { endpoint: this.aws.url, credentials, region, maxAttempts };
  }

  #kept<Client extends { destroy(): void }>(client: Client): Client {
    this.#clients.push(client);
    return client;
  }
}

/** Runs `use` with a folder that is gone afterwards. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "regatta-local-aws-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
