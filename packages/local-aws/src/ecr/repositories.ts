import { createHash } from "node:crypto";
import type { Clock } from "@regatta/foundation";
import { AwsError } from "../gateway/service.ts";
import { AccountRecords, type RecordOwner } from "../state/account-records.ts";
import type { StateStore } from "../state/state-store.ts";
import type { TaggedResource } from "../tagging/tagged-resource.ts";
import type { Tags } from "../wire/tags.ts";

/** One image: a manifest that is not looked into, and whatever it is called. */
export interface Image {
  readonly digest: string;
  readonly manifest: string;
  names: string[];
}

export interface Repository {
  readonly name: string;
  /** Server time, ms since the epoch. */
  readonly createdAt: number;
  tags: Tags;
  images: Image[];
}

/** How a request means an image. */
export interface ImageId {
  readonly imageDigest?: string;
  readonly imageTag?: string;
}

/** The image repositories of all accounts. */
export class Repositories {
  readonly #repositories: AccountRecords<Repository>;
  readonly #clock: Clock;

  constructor(options: { state: StateStore; clock: Clock }) {
    const { state } = options;
    this.#repositories = new AccountRecords({ state, name: "ecr", keyOf: ({ name }) => name });
    this.#clock = options.clock;
  }

  /** By name. */
  async list(owner: RecordOwner): Promise<Repository[]> {
    return (await this.#repositories.of(owner)).list();
  }

  /** @throws {AwsError} `RepositoryNotFoundException`. */
  async get(owner: RecordOwner, name: string): Promise<Repository> {
    const found = (await this.#repositories.of(owner)).get(name);
    if (found) return found;
    throw new AwsError(
      "RepositoryNotFoundException",
      `The repository with name '${name}' does not exist in the registry with id '${owner.account}'`,
    );
  }

  /** @throws {AwsError} `RepositoryAlreadyExistsException`. */
  async create(owner: RecordOwner, { name, tags }: Pick<Repository, "name" | "tags">): Promise<Repository> {
    const repositories = await this.#repositories.of(owner);
    if (repositories.get(name)) {
      throw new AwsError(
        "RepositoryAlreadyExistsException",
        `The repository with name '${name}' already exists in the registry with id '${owner.account}'`,
      );
    }
    const made: Repository = { name, tags, createdAt: this.#clock.now(), images: [] };
    await repositories.put(made);
    return made;
  }

  /** Keeps what was changed of a repository. */
  async save(owner: RecordOwner, repository: Repository): Promise<void> {
    await (await this.#repositories.of(owner)).put(repository);
  }

  /** @throws {AwsError} `RepositoryNotFoundException`; `RepositoryNotEmptyException` unless `isForced`. */
  async delete(owner: RecordOwner, name: string, { isForced = false } = {}): Promise<Repository> {
    const repository = await this.get(owner, name);
    if (repository.images.length > 0 && !isForced) {
      throw new AwsError(
        "RepositoryNotEmptyException",
        `The repository with name '${name}' in registry with id '${owner.account}' cannot be deleted because it still contains images`,
      );
    }
    await (await this.#repositories.of(owner)).delete(name);
    return repository;
  }

  /** A name another image had goes over to this one. */
  async putImage(
    owner: RecordOwner,
    name: string,
    image: { manifest: string; tag?: string },
  ): Promise<Image> {
    const repository = await this.get(owner, name);
    const { manifest, tag } = image;
    const digest = `sha256:${createHash("sha256").update(manifest).digest("hex")}`;
    const known = repository.images.find((one) => one.digest === digest);
    const put = known ?? { digest, manifest, names: [] };
    if (!known) repository.images.push(put);
    if (tag !== undefined) {
      for (const one of repository.images) one.names = one.names.filter((other) => other !== tag);
      put.names.push(tag);
    }
    await this.save(owner, repository);
    return put;
  }

  /**
   * Takes away names, and images with their last name or by their digest.
   * @returns the ids there was no image for.
   */
  async deleteImages(owner: RecordOwner, name: string, ids: readonly ImageId[]): Promise<ImageId[]> {
    const repository = await this.get(owner, name);
    const missing = ids.filter((id) => !deleteImage(repository, id));
    await this.save(owner, repository);
    return missing;
  }

  async taggedResources(owner: RecordOwner): Promise<TaggedResource[]> {
    const repositories = await this.list(owner);
    return repositories.map(({ name, tags }) => ({
      arn: repositoryArn(owner, name),
      type: "ecr:repository",
      tags,
    }));
  }
}

/** @returns whether there was one. */
function deleteImage(repository: Repository, { imageDigest, imageTag }: ImageId): boolean {
  const image = repository.images.find(
    ({ digest, names }) =>
      (imageDigest === undefined || digest === imageDigest) &&
      (imageTag === undefined || names.includes(imageTag)),
  );
  if (!image) return false;
  image.names = image.names.filter((one) => one !== imageTag);
  const isGone = imageTag === undefined || image.names.length === 0;
  if (isGone) repository.images = repository.images.filter((one) => one !== image);
  return true;
}

export function repositoryArn({ account, region }: RecordOwner, name: string): string {
  return `arn:aws:ecr:${region}:${account}:repository/${name}`;
}
