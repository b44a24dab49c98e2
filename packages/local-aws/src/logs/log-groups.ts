import type { Clock } from "@regatta/foundation";
import { AwsError } from "../gateway/service.ts";
import { AccountRecords, type RecordOwner } from "../state/account-records.ts";
import type { StateStore } from "../state/state-store.ts";
import type { TaggedResource } from "../tagging/tagged-resource.ts";
import type { Tags } from "../wire/tags.ts";

export interface LogGroup {
  readonly name: string;
  /** Server time, ms since the epoch. */
  readonly createdAt: number;
  retentionInDays?: number;
  /** It cannot be deleted. */
  isProtected?: boolean;
  tags: Tags;
}

/** What somebody who is gone will still write. */
export interface LateWriter {
  /** The log group's. */
  readonly name: string;
  /** How often the group comes back right after it was deleted. */
  times: number;
  /** When it comes back by itself; server time, ms since the epoch. */
  readonly at?: number;
}

/** The log groups of all accounts. Nothing is ever in them. */
export class LogGroups {
  readonly #groups: AccountRecords<LogGroup>;
  readonly #late: AccountRecords<LateWriter>;
  readonly #clock: Clock;

  constructor(options: { state: StateStore; clock: Clock }) {
    const { state } = options;
    this.#clock = options.clock;
    this.#groups = new AccountRecords({ state, name: "log-groups", keyOf: ({ name }) => name });
    this.#late = new AccountRecords({ state, name: "late-logs", keyOf: ({ name }) => name });
  }

  /** By name. */
  async list(owner: RecordOwner): Promise<LogGroup[]> {
    await this.#arrive(owner);
    return (await this.#groups.of(owner)).list();
  }

  /** @throws {AwsError} `ResourceNotFoundException`. */
  async get(owner: RecordOwner, name: string): Promise<LogGroup> {
    await this.#arrive(owner);
    const group = (await this.#groups.of(owner)).get(name);
    if (!group) throw noSuchGroup();
    return group;
  }

  /** @throws {AwsError} `ResourceAlreadyExistsException`. */
  async create(owner: RecordOwner, options: Omit<LogGroup, "createdAt">): Promise<LogGroup> {
    await this.#arrive(owner);
    const groups = await this.#groups.of(owner);
    if (groups.get(options.name)) {
      throw new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
    }
    const group: LogGroup = { ...options, createdAt: this.#clock.now() };
    await groups.put(group);
    return group;
  }

  /** Keeps what was changed of a group. */
  async save(owner: RecordOwner, group: LogGroup): Promise<void> {
    await (await this.#groups.of(owner)).put(group);
  }

  /** Who writes where no group is gets one made, without tags: so functions do. */
  async write(owner: RecordOwner, name: string): Promise<void> {
    const groups = await this.#groups.of(owner);
    if (!groups.get(name)) await groups.put({ name, tags: {}, createdAt: this.#clock.now() });
  }

  /** From now on the group comes back though its writer is gone. */
  async writeLater(owner: RecordOwner, writer: LateWriter): Promise<void> {
    await (await this.#late.of(owner)).put(writer);
  }

  /** @throws {AwsError} `ResourceNotFoundException`, `ValidationException` where it is protected. */
  async delete(owner: RecordOwner, name: string): Promise<void> {
    const { isProtected } = await this.get(owner, name);
    if (isProtected) {
      const message = `Log group '${name}' cannot be deleted while its deletion protection is enabled.`;
      throw new AwsError("ValidationException", message);
    }
    await (await this.#groups.of(owner)).delete(name);
    const late = await this.#late.of(owner);
    const writer = late.get(name);
    if (!writer || writer.times <= 0) return;
    writer.times -= 1;
    await late.put(writer);
    await this.write(owner, name);
  }

  async taggedResources(owner: RecordOwner): Promise<TaggedResource[]> {
    const groups = await this.list(owner);
    return groups.map(({ name, tags }) => ({ arn: logGroupArn(owner, name), type: "logs:log-group", tags }));
  }

  async #arrive(owner: RecordOwner): Promise<void> {
    const late = await this.#late.of(owner);
    for (const { at, ...writer } of late.list()) {
      if (at === undefined || at > this.#clock.now()) continue;
      await late.put(writer);
      await this.write(owner, writer.name);
    }
  }
}

/** Without the `:*` that some answers have behind it. */
export function logGroupArn({ account, region }: RecordOwner, name: string): string {
  return `arn:aws:logs:${region}:${account}:log-group:${name}`;
}

function noSuchGroup(): AwsError {
  return new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
}
