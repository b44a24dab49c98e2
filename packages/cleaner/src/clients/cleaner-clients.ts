import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EC2Client } from "@aws-sdk/client-ec2";
import { ECRClient } from "@aws-sdk/client-ecr";
import { IAMClient } from "@aws-sdk/client-iam";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { ResourceGroupsTaggingAPIClient } from "@aws-sdk/client-resource-groups-tagging-api";
import { S3Client } from "@aws-sdk/client-s3";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Session } from "@regatta/accounts";
import { type CallPacer, paceCalls } from "@regatta/stacks";
import { type Cuttable, cutOffBy } from "./cut-off-by.ts";

export interface CleanerClientsOptions {
  session: Session;
  /** Once it is aborted no call leaves any more: each one asks before it is sent, and before each retry. */
  signal: AbortSignal;
  /** Spaces the calls to CloudFormation, which counts them by account and region. */
  pacer: CallPacer;
}

/** As for deploying: with 30 % of calls refused, fewer than one operation in 100,000 stays unanswered. */
const maxAttempts = 10;

/**
 * The SDK's clients of one account being cleaned, each made when it is first asked for: the one place of this package
 * where clients are made, all with the session's credentials, and all of them mute once the lease is lost.
 */
export class CleanerClients {
  readonly #options: CleanerClientsOptions;
  readonly #made = new Map<string, { destroy(): void }>();

  constructor(options: CleanerClientsOptions) {
    this.#options = options;
  }

  get cloudFormation(): CloudFormationClient {
    return this.#once("cloudFormation", () => {
      const client = new CloudFormationClient(this.#settings);
      paceCalls(client, this.#options.pacer);
      return client;
    });
  }

  get s3(): S3Client {
    // A bucket may lie in another region than the account's; S3 says which, and the client asks there.
    return this.#once("s3", () => new S3Client({ ...this.#settings, followRegionRedirects: true }));
  }

  get logs(): CloudWatchLogsClient {
    return this.#once("logs", () => new CloudWatchLogsClient(this.#settings));
  }

  get ecr(): ECRClient {
    return this.#once("ecr", () => new ECRClient(this.#settings));
  }

  get ec2(): EC2Client {
    return this.#once("ec2", () => new EC2Client(this.#settings));
  }

  get lambda(): LambdaClient {
    return this.#once("lambda", () => new LambdaClient(this.#settings));
  }

  get tagging(): ResourceGroupsTaggingAPIClient {
    return this.#once("tagging", () => new ResourceGroupsTaggingAPIClient(this.#settings));
  }

  get dynamodb(): DynamoDBClient {
    return this.#once("dynamodb", () => new DynamoDBClient(this.#settings));
  }

  get kms(): KMSClient {
    return this.#once("kms", () => new KMSClient(this.#settings));
  }

  get secrets(): SecretsManagerClient {
    return this.#once("secrets", () => new SecretsManagerClient(this.#settings));
  }

  get iam(): IAMClient {
    return this.#once("iam", () => new IAMClient(this.#settings));
  }

  /** Closes the connections of all that were made. */
  destroy(): void {
    for (const client of this.#made.values()) client.destroy();
    this.#made.clear();
  }

  get #settings() {
    const { session } = this.#options;
    return {
      region: session.account.region,
      credentials: () => session.credentials(),
      maxAttempts,
      retryMode: "standard",
    };
  }

  #once<Client extends Cuttable & { destroy(): void }>(name: string, make: () => Client): Client {
    const made = this.#made.get(name) as Client | undefined;
    if (made) return made;
    const client = make();
    cutOffBy(client, this.#options.signal);
    this.#made.set(name, client);
    return client;
  }
}
