import { randomUUID } from "node:crypto";
import type { Clock } from "@regatta/foundation";
import { AwsError } from "../gateway/service.ts";
import { AccountRecords, type RecordOwner } from "../state/account-records.ts";
import type { StateStore } from "../state/state-store.ts";
import type { TaggedResource } from "../tagging/tagged-resource.ts";
import type { Tags } from "../wire/tags.ts";

export interface Key {
  readonly id: string;
  readonly createdAt: number;
  readonly description: string;
  tags: Tags;
  /** Pending deletion until then; server time, ms since the epoch. */
  deletionAt?: number;
}

/** The keys of all accounts; a deletion waits for days, as in AWS. */
export class Keys {
  readonly #keys: AccountRecords<Key>;
  readonly #clock: Clock;

  constructor(options: { state: StateStore; clock: Clock }) {
    const { state } = options;
    this.#keys = new AccountRecords({ state, name: "kms", keyOf: ({ id }) => id });
    this.#clock = options.clock;
  }

  /** By id; those whose days are over left out. */
  async list(owner: RecordOwner): Promise<Key[]> {
    const keys = (await this.#keys.of(owner)).list();
    return keys.filter(({ deletionAt = Number.POSITIVE_INFINITY }) => deletionAt > this.#clock.now());
  }

  /** @param idOrArn @throws {AwsError} `NotFoundException`. */
  async get(owner: RecordOwner, idOrArn: string): Promise<Key> {
    const id = idOrArn.replace(/^.*:key\//, "");
    const found = (await this.list(owner)).find((key) => key.id === id);
    if (found) return found;
    throw new AwsError("NotFoundException", `Key '${keyArn(owner, id)}' does not exist`);
  }

  async create(owner: RecordOwner, options: Pick<Key, "description" | "tags">): Promise<Key> {
    const key: Key = { ...options, id: randomUUID(), createdAt: this.#clock.now() };
    await this.save(owner, key);
    return key;
  }

  /** Keeps what was changed of a key. */
  async save(owner: RecordOwner, key: Key): Promise<void> {
    await (await this.#keys.of(owner)).put(key);
  }

  /** @throws {AwsError} `NotFoundException`; `KMSInvalidStateException` where it is pending already. */
  async scheduleDeletion(owner: RecordOwner, idOrArn: string, { days }: { days: number }): Promise<Key> {
    const key = await this.get(owner, idOrArn);
    if (key.deletionAt !== undefined) {
      throw new AwsError("KMSInvalidStateException", `${keyArn(owner, key.id)} is pending deletion.`);
    }
    key.deletionAt = this.#clock.now() + days * 86_400_000;
    await this.save(owner, key);
    return key;
  }

  async taggedResources(owner: RecordOwner): Promise<TaggedResource[]> {
    const keys = await this.list(owner);
    return keys.map(({ id, tags }) => ({ arn: keyArn(owner, id), type: "kms:key", tags }));
  }
}

export function keyArn({ account, region }: RecordOwner, id: string): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}
