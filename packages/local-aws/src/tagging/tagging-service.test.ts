import { type CloudFormationClient, CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { TagResourceCommand } from "@aws-sdk/client-dynamodb";
import {
  BatchDeleteImageCommand,
  CreateRepositoryCommand,
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  ListImagesCommand,
  PutImageCommand,
} from "@aws-sdk/client-ecr";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import {
  GetResourcesCommand,
  type GetResourcesCommandInput,
  paginateGetResources,
  ResourceGroupsTaggingAPIClient,
} from "@aws-sdk/client-resource-groups-tagging-api";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { refusal, remove, settled, template } from "../cloudformation/testing/stacks.ts";
import { aTable } from "../testing/tables.ts";
import { TestAws } from "../testing/test-aws.ts";

let world: TestAws;
let tagging: ResourceGroupsTaggingAPIClient;
let ecr: ECRClient;
let kms: KMSClient;
let secrets: SecretsManagerClient;
let cloudformation: CloudFormationClient;
beforeAll(async () => {
  world = await TestAws.start();
  tagging = world.client(ResourceGroupsTaggingAPIClient);
  ecr = world.client(ECRClient);
  kms = world.client(KMSClient);
  secrets = world.client(SecretsManagerClient);
  cloudformation = world.cloudformation();
});
afterAll(() => world.close());

/** Arns without the random part of ids. */
async function arns(input: GetResourcesCommandInput = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateGetResources({ client: tagging, pageSize: 3 }, { ...input })) {
    found.push(...(page.ResourceTagMappingList ?? []).map(({ ResourceARN = "" }) => ResourceARN));
  }
  return found.map((arn) =>
    arn.replace("arn:aws:", "").replace(/[0-9a-f]{8}-[-0-9a-f]{27}|-[0-9a-f]{6}$/, "*"),
  );
}

test("everything of a stack has its tags, whatever service it is of, and what it leaves behind too", async () => {
  const { TableName, ...table } = aTable("tagged");
  const TemplateBody = template({
    Table: { Type: "AWS::DynamoDB::Table", Properties: { TableName, ...table } },
    Bucket: {
      Type: "AWS::S3::Bucket",
      DeletionPolicy: "Retain",
      Properties: { BucketName: "tagged-bucket" },
    },
    Images: { Type: "AWS::ECR::Repository", Properties: { RepositoryName: "tagged" } },
    Key: { Type: "AWS::KMS::Key", Properties: {} },
    Secret: { Type: "AWS::SecretsManager::Secret", Properties: { Name: "tagged" } },
    Logs: { Type: "AWS::Logs::LogGroup", Properties: { LogGroupName: "tagged" } },
    Code: {
      Type: "AWS::Lambda::Function",
      Properties: { FunctionName: "tagged", Tags: [{ Key: "team", Value: "b" }] },
    },
    Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "tagged" } },
  });
  const Tags = [{ Key: "team", Value: "a" }];
  await cloudformation.send(new CreateStackCommand({ StackName: "all", TemplateBody, Tags }));
  const { StackId, StackStatus } = await settled(cloudformation, "all");
  expect(StackStatus).toBe("CREATE_COMPLETE");
  const ofStack = { TagFilters: [{ Key: "aws:cloudformation:stack-name", Values: ["all"] }] };
  expect(await arns(ofStack)).toEqual([
    "dynamodb:eu-west-1:100000000000:table/tagged",
    "ecr:eu-west-1:100000000000:repository/tagged",
    "kms:eu-west-1:100000000000:key/*",
    "lambda:eu-west-1:100000000000:function:tagged",
    "logs:eu-west-1:100000000000:log-group:tagged",
    "s3:::tagged-bucket",
    "secretsmanager:eu-west-1:100000000000:secret:tagged*",
    "sqs:eu-west-1:100000000000:tagged",
  ]);
  expect(await arns({ TagFilters: [{ Key: "team", Values: ["b"] }] })).toEqual([
    "lambda:eu-west-1:100000000000:function:tagged",
  ]);
  const stacks = { ResourceTypeFilters: ["cloudformation:stack", "dynamodb"] };
  expect(await arns(stacks)).toEqual([
    "cloudformation:eu-west-1:100000000000:stack/all/*",
    "dynamodb:eu-west-1:100000000000:table/tagged",
  ]);
  const { ResourceTagMappingList } = await tagging.send(
    new GetResourcesCommand({ ResourceTypeFilters: ["dynamodb:table"] }),
  );
  expect(ResourceTagMappingList?.[0]?.Tags).toEqual([
    { Key: "aws:cloudformation:logical-id", Value: "Table" },
    { Key: "aws:cloudformation:stack-id", Value: StackId },
    { Key: "aws:cloudformation:stack-name", Value: "all" },
    { Key: "team", Value: "a" },
  ]);
  expect((await remove(cloudformation, "all")).StackStatus).toBe("DELETE_COMPLETE");
  // The bucket is retained; keys and secrets wait for their end.
  expect(await arns(ofStack)).toEqual([
    "kms:eu-west-1:100000000000:key/*",
    "s3:::tagged-bucket",
    "secretsmanager:eu-west-1:100000000000:secret:tagged*",
  ]);
});

test("what has no tags is not told, and each account sees its own", async () => {
  const credentials = await world.enter(0);
  const own = world.client(ECRClient, { credentials });
  await own.send(new CreateRepositoryCommand({ repositoryName: "plain" }));
  const Key = "team";
  await own.send(new CreateRepositoryCommand({ repositoryName: "with", tags: [{ Key, Value: "a" }] }));
  const client = world.client(ResourceGroupsTaggingAPIClient, { credentials });
  const { ResourceTagMappingList = [], PaginationToken } = await client.send(new GetResourcesCommand({}));
  expect(ResourceTagMappingList.map(({ ResourceARN }) => ResourceARN)).toEqual([
    "arn:aws:ecr:eu-west-1:210000000001:repository/with",
  ]);
  expect(PaginationToken).toBe("");
  const missing = world
    .dynamodb()
    .send(new TagResourceCommand({ ResourceArn: "arn:aws:dynamodb:eu-west-1:1:table/none", Tags: [] }));
  await expect(missing).rejects.toThrow();
});

test("a repository with images is only deleted by force, and images go by name or digest", async () => {
  const repositoryName = "images";
  await ecr.send(new CreateRepositoryCommand({ repositoryName }));
  for (const imageTag of ["one", "two", "three"]) {
    await ecr.send(new PutImageCommand({ repositoryName, imageTag, imageManifest: `{"${imageTag}":1}` }));
  }
  await ecr.send(new PutImageCommand({ repositoryName, imageTag: "also-one", imageManifest: '{"one":1}' }));
  const listed = await ecr.send(new ListImagesCommand({ repositoryName, maxResults: 3 }));
  const rest = await ecr.send(new ListImagesCommand({ repositoryName, nextToken: listed.nextToken }));
  const { imageIds = [] } = { imageIds: [...(listed.imageIds ?? []), ...(rest.imageIds ?? [])] };
  expect(imageIds.map(({ imageTag }) => imageTag).sort()).toEqual(["also-one", "one", "three", "two"]);
  const refused = ecr.send(new DeleteRepositoryCommand({ repositoryName }));
  expect((await refusal(refused)).name).toBe("RepositoryNotEmptyException");
  const digest = imageIds.find(({ imageTag }) => imageTag === "one")?.imageDigest;
  const doomed = [{ imageDigest: digest }, { imageTag: "two" }, { imageTag: "four" }];
  const { failures } = await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: doomed }));
  expect(failures).toMatchObject([{ imageId: { imageTag: "four" }, failureCode: "ImageNotFound" }]);
  const left = await ecr.send(new ListImagesCommand({ repositoryName }));
  expect(left.imageIds?.map(({ imageTag }) => imageTag)).toEqual(["three"]);
  await ecr.send(new DeleteRepositoryCommand({ repositoryName, force: true }));
  const gone = ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [repositoryName] }));
  expect((await refusal(gone)).name).toBe("RepositoryNotFoundException");
});

test("a stack's repository with images fails its stack", async () => {
  const TemplateBody = template({
    Images: { Type: "AWS::ECR::Repository", Properties: { RepositoryName: "in-the-way" } },
  });
  await cloudformation.send(new CreateStackCommand({ StackName: "images", TemplateBody }));
  await settled(cloudformation, "images");
  const repositoryName = "in-the-way";
  await ecr.send(new PutImageCommand({ repositoryName, imageManifest: "{}", imageTag: "a" }));
  expect((await remove(cloudformation, "images")).StackStatus).toBe("DELETE_FAILED");
  await ecr.send(new BatchDeleteImageCommand({ repositoryName, imageIds: [{ imageTag: "a" }] }));
  expect((await remove(cloudformation, "images")).StackStatus).toBe("DELETE_COMPLETE");
});

test("keys and secrets are pending deletion for days", async () => {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: "mine" }));
  const KeyId = KeyMetadata?.KeyId;
  const answer = await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  expect(answer.KeyState).toBe("PendingDeletion");
  const again = kms.send(new ScheduleKeyDeletionCommand({ KeyId }));
  expect((await refusal(again)).name).toBe("KMSInvalidStateException");
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  expect(Keys.map((key) => key.KeyId)).toContain(KeyId);
  const described = await kms.send(new DescribeKeyCommand({ KeyId }));
  expect(described.KeyMetadata).toMatchObject({ KeyState: "PendingDeletion", Enabled: false });

  const Name = "mine";
  await secrets.send(new CreateSecretCommand({ Name, SecretString: "s" }));
  await secrets.send(new DeleteSecretCommand({ SecretId: Name, RecoveryWindowInDays: 7 }));
  const names = async (IncludePlannedDeletion: boolean) => {
    const { SecretList = [] } = await secrets.send(new ListSecretsCommand({ IncludePlannedDeletion }));
    return SecretList.map((secret) => secret.Name);
  };
  expect([await names(false), await names(true)]).toEqual([[], ["mine", "tagged"]]);
  const early = secrets.send(new CreateSecretCommand({ Name }));
  expect((await refusal(early)).message).toMatch(/already scheduled for deletion/);
  await secrets.send(new DeleteSecretCommand({ SecretId: Name, ForceDeleteWithoutRecovery: true }));
  expect(await names(true)).toEqual(["tagged"]);
});
