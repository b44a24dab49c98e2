import { GetTemplateCommand } from "@aws-sdk/client-cloudformation";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { createS3Client } from "../packaging/s3-client.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import type { StackWorld, TestAccount } from "./stack-world.ts";
import { write } from "./temp-folders.ts";

/** A template with one function. @param code a path, or where its code lies. */
export function handler(code: unknown = "./dist") {
  const Properties = { Code: code, Handler: "index.handler" };
  return { Resources: { Handler: { Type: "AWS::Lambda::Function", Properties } } };
}

/** A service on disk with one function, whose code is built already. */
export async function lambda(world: StackWorld, name: string): Promise<ServiceDefinition> {
  const service = await world.service(name, handler());
  await write(service.directory, { "dist/index.js": "exports.handler = () => 1;" });
  return service;
}

/** The bucket an account's packages are in unless told otherwise. */
export function bucketOf({ session }: TestAccount): string {
  return `regatta-${session.account.id}-${session.account.region}`;
}

/** The operations S3 was asked for in an account. */
export function s3Calls({ aws }: StackWorld, { id }: TestAccount, operation?: string): string[] {
  const filter = { service: "s3", account: id, ...(operation ? { operation } : {}) };
  return aws.requests.list(filter).map((request) => request.operation);
}

/** A stack's template as CloudFormation got it. */
export async function templateOf({ client }: TestAccount, stackName: string) {
  const { TemplateBody = "" } = await client.send(new GetTemplateCommand({ StackName: stackName }));
  return JSON.parse(TemplateBody);
}

/** What lies in an account's bucket, by key. */
export async function objectsIn(account: TestAccount): Promise<Map<string, Uint8Array>> {
  const s3 = createS3Client(account);
  const Bucket = bucketOf(account);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const read = async (Key = ""): Promise<[string, Uint8Array]> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return [Key, (await Body?.transformToByteArray()) ?? new Uint8Array()];
  };
  const found = await Promise.all(Contents.map(({ Key }) => read(Key)));
  s3.destroy();
  return new Map(found);
}
