import { randomBytes } from "node:crypto";
import type { Clock } from "@regatta/foundation";
import { AwsError } from "../gateway/service.ts";
import { AccountRecords, type RecordOwner } from "../state/account-records.ts";
import type { StateStore } from "../state/state-store.ts";
import type { TaggedResource } from "../tagging/tagged-resource.ts";
import type { Tags } from "../wire/tags.ts";

/** A secret without its value, which is not kept. */
export interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  tags: Tags;
  /** When it was deleted, and when it is gone; server time, ms since the epoch. */
  deletion?: { at: number; goneAt: number };
}

/** The secrets of all accounts; a deletion waits for days, as in AWS. */
export class Secrets {
  readonly #secrets: AccountRecords<Secret>;
  readonly #clock: Clock;

  constructor(options: { state: StateStore; clock: Clock }) {
    const { state } = options;
    this.#secrets = new AccountRecords({ state, name: "secrets", keyOf: ({ name }) => name });
    this.#clock = options.clock;
  }

  /** By name, those pending deletion too. */
  async list(owner: RecordOwner): Promise<Secret[]> {
    const secrets = (await this.#secrets.of(owner)).list();
    return secrets.filter(
      ({ deletion }) => (deletion?.goneAt ?? Number.POSITIVE_INFINITY) > this.#clock.now(),
    );
  }

  /** @param nameOrArn @throws {AwsError} `ResourceNotFoundException`. */
  async get(owner: RecordOwner, nameOrArn: string): Promise<Secret> {
    const found = (await this.list(owner)).find(({ name, arn }) => [name, arn].includes(nameOrArn));
    if (found) return found;
    throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }

  /** @throws {AwsError} `ResourceExistsException`, `InvalidRequestException` where its name is pending deletion. */
  async create(owner: RecordOwner, { name, tags }: Pick<Secret, "name" | "tags">): Promise<Secret> {
    const taken = (await this.list(owner)).find((one) => one.name === name);
    if (taken?.deletion) {
      const message =
        "You can't create this secret because a secret with this name is already scheduled for deletion.";
      throw new AwsError("InvalidRequestException", message);
    }
    if (taken) {
      const message = `The operation failed because the secret ${name} already exists.`;
      throw new AwsError("ResourceExistsException", message);
    }
    const secret: Secret = { name, tags, arn: newSecretArn(owner, name), createdAt: this.#clock.now() };
    await this.save(owner, secret);
    return secret;
  }

  /** Keeps what was changed of a secret. */
  async save(owner: RecordOwner, secret: Secret): Promise<void> {
    await (await this.#secrets.of(owner)).put(secret);
  }

  /** @param options.days until it is gone; 0: at once. @throws {AwsError} `ResourceNotFoundException`. */
  async delete(owner: RecordOwner, nameOrArn: string, { days }: { days: number }): Promise<Secret> {
    const secret = await this.get(owner, nameOrArn);
    const at = this.#clock.now();
    secret.deletion = { at, goneAt: at + days * 86_400_000 };
    await this.save(owner, secret);
    return secret;
  }

  async taggedResources(owner: RecordOwner): Promise<TaggedResource[]> {
    const secrets = await this.list(owner);
    return secrets.map(({ arn, tags }) => ({ arn, type: "secretsmanager:secret", tags }));
  }
}

function newSecretArn({ account, region }: RecordOwner, name: string): string {
  const random = randomBytes(3).toString("hex");
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${random}`;
}
