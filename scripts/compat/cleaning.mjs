// What Regatta's cleaner relies on, against moto's server: an account's inventory, buckets with versions, repositories
// with images, and what stacks leave behind. What moto does not do is in docs/compatibility.md.
import { strict as assert } from "node:assert";
import { createRequire } from "node:module";
import { join } from "node:path";
import { built, root } from "../bench/built.mjs";
import { installFromPyPi } from "./installed.mjs";
import { accounts, MOTO, withMoto } from "./moto-process.mjs";

const sdk = createRequire(join(root, "packages/cleaner/package.json"));

export async function cleanInMoto() {
  const python = installFromPyPi("moto", [MOTO], "about 150 MB");
  const { useEnvironment } = await import("./deploy-rounds.mjs");
  return withMoto(python, async (env) => {
    // By an address the SDK puts buckets into the path, which no name server has to know.
    useEnvironment({ ...env, AWS_ENDPOINT_URL: env.AWS_ENDPOINT_URL.replace("localhost", "127.0.0.1") });
    const startedAt = performance.now();
    await Promise.all(accounts.map(cleanOne));
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(
      `  ${seconds.padStart(5)} s  ${accounts.length} accounts filled, cleaned, and proven to be as before`,
    );
    return 0;
  });
}

/** Fills an account with what resists, takes it away again, and compares. */
async function cleanOne(account) {
  const { openSession } = await built("accounts");
  const { compareInventories, sweepLeftovers, takeInventory } = await built("cleaner");
  const session = await openSession({ account, runId: "compat" });
  const context = await contextOf(session);
  try {
    await keepSomething(context);
    const baseline = await takeInventory(context);
    const names = ({ added, missing }) => [added, missing].map((all) => all.map(({ kind }) => kind).sort());
    await fill(context);
    assert.deepEqual(names(compareInventories(baseline, await takeInventory(context))), [
      [
        "bucket",
        "bucket",
        "key",
        "log group",
        "log group",
        "repository",
        "repository",
        "secret",
        "sqs",
        "sqs",
        "stack",
        "table",
      ],
      [],
    ]);
    await deleteStack(context, "resists");
    const left = await sweepLeftovers(context, baseline);
    // Nothing of Regatta's removes a queue that a stack left: it is named.
    assert.deepEqual(
      left.map(({ resource }) => resource.kind),
      ["sqs"],
    );
    assert.deepEqual(names(compareInventories(baseline, await takeInventory(context))), [["sqs"], []]);
  } finally {
    context.clients.destroy();
    session.close();
  }
}

async function contextOf(session) {
  const { CallPacer } = await built("stacks");
  const { CleanerClients } = await built("cleaner");
  const { systemClock } = await built("foundation");
  const { signal } = new AbortController();
  const pacer = new CallPacer({ clock: systemClock, signal, firstGapMs: 1, maxGapMs: 10 });
  return {
    session,
    account: session.account,
    signal,
    clock: systemClock,
    clients: new CleanerClients({ session, signal, pacer }),
    pollMs: 50,
    keep: (name) => name.startsWith("kept-"),
    onEvent: () => undefined,
  };
}

async function keepSomething({ clients, account }) {
  const { CreateBucketCommand } = sdk("@aws-sdk/client-s3");
  const place = { CreateBucketConfiguration: { LocationConstraint: account.region } };
  for (const name of ["kept", "known"]) {
    await clients.s3.send(new CreateBucketCommand({ Bucket: `${name}-${account.id}`, ...place }));
  }
}

const template = {
  Resources: {
    Photos: { Type: "AWS::S3::Bucket", Properties: { VersioningConfiguration: { Status: "Enabled" } } },
    Retained: { Type: "AWS::S3::Bucket", DeletionPolicy: "Retain" },
    Images: { Type: "AWS::ECR::Repository", Properties: { RepositoryName: "of-the-stack" } },
    Queue: { Type: "AWS::SQS::Queue", Properties: { Tags: [{ Key: "team", Value: "red" }] } },
    Left: {
      Type: "AWS::SQS::Queue",
      DeletionPolicy: "Retain",
      Properties: { Tags: [{ Key: "team", Value: "red" }] },
    },
  },
};

/** A stack that resists, and what functions and tests leave beside stacks. */
async function fill(context) {
  const { clients, account } = context;
  const { CreateStackCommand, DescribeStackResourcesCommand } = sdk("@aws-sdk/client-cloudformation");
  const TemplateBody = JSON.stringify(template);
  await clients.cloudFormation.send(new CreateStackCommand({ StackName: "resists", TemplateBody }));
  const { StackResources } = await clients.cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: "resists" }),
  );
  const idOf = (logicalId) =>
    StackResources.find((one) => one.LogicalResourceId === logicalId).PhysicalResourceId;
  await fillBucket(clients.s3, idOf("Photos"));
  await fillBucket(clients.s3, idOf("Retained"));
  await fillRepositories(clients.ecr);
  await makeOthers(clients, account);
}

async function fillBucket(s3, Bucket) {
  const { CreateMultipartUploadCommand, DeleteObjectCommand, PutObjectCommand } = sdk("@aws-sdk/client-s3");
  for (const Key of ["a", "a", "b/c", "d é"]) await s3.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
  await s3.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: "begun" }));
}

async function fillRepositories(ecr) {
  const { CreateRepositoryCommand, PutImageCommand } = sdk("@aws-sdk/client-ecr");
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "of-a-test" }));
  for (const repositoryName of ["of-a-test", "of-the-stack"]) {
    for (const imageTag of ["1", "2"]) {
      const config = {
        mediaType: "application/vnd.docker.container.image.v1+json",
        size: 1,
        digest: `sha256:${imageTag}`,
      };
      const imageManifest = JSON.stringify({
        schemaVersion: 2,
        mediaType: "application/vnd.docker.distribution.manifest.v2+json",
        config,
        layers: [],
      });
      await ecr.send(new PutImageCommand({ repositoryName, imageTag, imageManifest }));
    }
  }
}

async function makeOthers(clients, { id }) {
  const { CreateLogGroupCommand } = sdk("@aws-sdk/client-cloudwatch-logs");
  const { CreateTableCommand } = sdk("@aws-sdk/client-dynamodb");
  const { CreateKeyCommand, ScheduleKeyDeletionCommand } = sdk("@aws-sdk/client-kms");
  const { CreateSecretCommand, DeleteSecretCommand } = sdk("@aws-sdk/client-secrets-manager");
  for (const logGroupName of ["/aws/lambda/orders", "/aws/lambda/photos"]) {
    await clients.logs.send(new CreateLogGroupCommand({ logGroupName }));
  }
  await clients.dynamodb.send(
    new CreateTableCommand({
      TableName: `of-a-test-${id}`,
      BillingMode: "PAY_PER_REQUEST",
      DeletionProtectionEnabled: true,
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
  );
  for (const gone of [false, true]) {
    const { KeyMetadata } = await clients.kms.send(new CreateKeyCommand({}));
    await clients.secrets.send(new CreateSecretCommand({ Name: `gone-${gone}`, SecretString: "x" }));
    if (!gone) continue;
    await clients.kms.send(new ScheduleKeyDeletionCommand({ KeyId: KeyMetadata.KeyId }));
    await clients.secrets.send(new DeleteSecretCommand({ SecretId: `gone-${gone}` }));
  }
}

/** As the room `stacks` does: obstacles first. moto deletes at once. */
async function deleteStack(context, StackName) {
  const { clearObstacles } = await built("cleaner");
  const { DeleteStackCommand, ListStackResourcesCommand } = sdk("@aws-sdk/client-cloudformation");
  const { cloudFormation } = context.clients;
  const { StackResourceSummaries } = await cloudFormation.send(new ListStackResourcesCommand({ StackName }));
  await clearObstacles(context, StackResourceSummaries, { attempt: 1 });
  await cloudFormation.send(new DeleteStackCommand({ StackName }));
}
