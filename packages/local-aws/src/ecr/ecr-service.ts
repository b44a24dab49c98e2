import { JsonService, type StoreOperation } from "../gateway/json-service.ts";
import { AwsError, type AwsService } from "../gateway/service.ts";
import type { RecordOwner } from "../state/account-records.ts";
import { groupsOf, type JsonParams, pageSize, requiredText, textOf, textsOf } from "../wire/json-params.ts";
import { pageOf } from "../wire/page.ts";
import { tagList, tagsIn } from "../wire/tags.ts";
import {
  type Image,
  type ImageId,
  type Repositories,
  type Repository,
  repositoryArn,
} from "./repositories.ts";

const invalid = (message: string) => new AwsError("InvalidParameterException", message);

const operations: Readonly<Record<string, StoreOperation<Repositories>>> = {
  BatchDeleteImage: batchDeleteImage,
  CreateRepository: async (repositories, owner, params) => {
    const made = await repositories.create(owner, { name: nameIn(params), tags: tagsIn(params.tags) });
    return { repository: repositoryAnswer(owner, made) };
  },
  DeleteRepository: async (repositories, owner, params) => {
    const isForced = params.force === true;
    const gone = await repositories.delete(owner, nameIn(params), { isForced });
    return { repository: repositoryAnswer(owner, gone) };
  },
  DescribeRepositories: describeRepositories,
  ListImages: listImages,
  ListTagsForResource: async (repositories, owner, params) => {
    const name = requiredText(params, "resourceArn", invalid).replace(/^.*:repository\//, "");
    return { tags: tagList((await repositories.get(owner, name)).tags) };
  },
  PutImage: async (repositories, owner, params) => {
    const manifest = requiredText(params, "imageManifest", invalid);
    const tag = textOf(params, "imageTag");
    const put = await repositories.putImage(owner, nameIn(params), { manifest, ...(tag && { tag }) });
    const imageId = { imageDigest: put.digest, imageTag: tag };
    return { image: { ...belonging(owner, nameIn(params)), imageId, imageManifest: manifest } };
  },
};

/** ECR: repositories, and images enough to be in the way. */
export function ecrService(repositories: Repositories): AwsService {
  return new JsonService({ name: "ecr", store: repositories, operations });
}

function nameIn(params: JsonParams): string {
  return requiredText(params, "repositoryName", invalid);
}

async function describeRepositories(
  repositories: Repositories,
  owner: RecordOwner,
  params: JsonParams,
): Promise<unknown> {
  const names = textsOf(params, "repositoryNames");
  const named = await Promise.all(names.map((name) => repositories.get(owner, name)));
  const page = pageOf(names.length > 0 ? named : await repositories.list(owner), {
    keyOf: ({ name }) => name,
    ...pageIn(params),
  });
  return {
    repositories: page.items.map((one) => repositoryAnswer(owner, one)),
    nextToken: page.nextToken,
  };
}

function pageIn(params: JsonParams) {
  return {
    size: pageSize(params, { name: "maxResults", most: 100 }),
    token: textOf(params, "nextToken"),
    wrongToken: () => invalid("Invalid parameter at 'nextToken'"),
  };
}

async function listImages(
  repositories: Repositories,
  owner: RecordOwner,
  params: JsonParams,
): Promise<unknown> {
  const { images } = await repositories.get(owner, nameIn(params));
  const { tagStatus = "ANY" } = (params.filter ?? {}) as { tagStatus?: string };
  const ids = images
    .flatMap(idsOf)
    .filter(({ imageTag }) => tagStatus === "ANY" || (tagStatus === "TAGGED") === (imageTag !== undefined))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const page = pageOf(ids, { keyOf, ...pageIn(params) });
  return { imageIds: page.items, nextToken: page.nextToken };
}

/** One id for each name, or that of an image without any. */
function idsOf({ digest, names }: Image): ImageId[] {
  if (names.length === 0) return [{ imageDigest: digest }];
  return names.map((imageTag) => ({ imageDigest: digest, imageTag }));
}

function keyOf({ imageDigest, imageTag = "" }: ImageId): string {
  return `${imageDigest} ${imageTag}`;
}

async function batchDeleteImage(
  repositories: Repositories,
  owner: RecordOwner,
  params: JsonParams,
): Promise<unknown> {
  const ids = groupsOf(params, "imageIds") as ImageId[];
  if (ids.length === 0 || ids.length > 100) throw invalid("Invalid parameter at 'imageIds'");
  const missing = await repositories.deleteImages(owner, nameIn(params), ids);
  const failureReason = "Requested image not found";
  return {
    imageIds: ids.filter((id) => !missing.includes(id)),
    failures: missing.map((imageId) => ({ imageId, failureCode: "ImageNotFound", failureReason })),
  };
}

function belonging({ account }: RecordOwner, repositoryName: string) {
  return { registryId: account, repositoryName };
}

function repositoryAnswer(owner: RecordOwner, { name, createdAt }: Repository) {
  const { account, region } = owner;
  return {
    ...belonging(owner, name),
    repositoryArn: repositoryArn(owner, name),
    repositoryUri: `${account}.dkr.ecr.${region}.amazonaws.com/${name}`,
    createdAt: createdAt / 1000,
    imageTagMutability: "MUTABLE",
  };
}
