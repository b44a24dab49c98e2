import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import {
  type AttributeValue,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Clock, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import { type Fingerprint, type FingerprintInput, fingerprintOfInputs } from "./fingerprint.ts";

export interface FingerprintStoreOptions {
  client: DynamoDBClient;
  /** The pool's. */
  table: string;
  clock?: Clock;
}

const DAY_S = 24 * 60 * 60;
/** How long a record is kept after it was last deployed, s. */
const KEPT_S = 180 * DAY_S;
/** A record that is used is written again when it has less than this left, s: seldom, as every write is paid for. */
const RENEWED_WITH_LEFT_S = 90 * DAY_S;
/** Of one item, bytes: DynamoDB takes 400 KB, names and numbers included. */
const PART_BYTES = 350_000;

/**
 * What went into the fingerprints that were deployed, kept beside the pool: items `fingerprint#<service>` /
 * `<digest>`, further parts of long ones at `<digest>#<n>`. Content decides the key, so whoever writes an item writes
 * the same. It only serves to say why a service would be deployed again: nothing is decided by it.
 */
export class FingerprintStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #remembered = new Set<string>();

  constructor({ client, table, clock = systemClock }: FingerprintStoreOptions) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  /**
   * Keeps the inputs of `fingerprints` for 180 days from now; each once, however often it is called.
   * @throws RegattaError FINGERPRINTS_NOT_RECORDED; those that could be written are.
   */
  async remember(fingerprints: Iterable<Fingerprint>): Promise<void> {
    const fresh = [...fingerprints].filter((one) => !this.#remembered.has(nameOf(one)));
    const ended = await Promise.allSettled(fresh.map((fingerprint) => this.#rememberOne(fingerprint)));
    const failed = ended.find((one) => one.status === "rejected");
    if (failed) throw storeError("FINGERPRINTS_NOT_RECORDED", "recorded", failed.reason);
  }

  /**
   * The inputs that gave `digest`; undefined when they are not on record, or what is there is damaged.
   * @throws RegattaError FINGERPRINTS_UNREADABLE when the table cannot be read.
   */
  async read(service: string, digest: string): Promise<FingerprintInput[] | undefined> {
    const parts = await this.#readParts(service, digest);
    if (parts.length === 0) return undefined;
    try {
      const inputs = await unpack(parts);
      return fingerprintOfInputs(service, inputs).digest === digest ? inputs : undefined;
    } catch {
      return undefined;
    }
  }

  async #rememberOne(fingerprint: Fingerprint): Promise<void> {
    const { service, digest, inputs } = fingerprint;
    this.#remembered.add(nameOf(fingerprint));
    try {
      if (await this.#isOnRecord(service, digest)) return;
      const parts = await pack(inputs);
      // The first is what tells that all are there.
      for (const [n, data] of [...parts.entries()].reverse()) {
        await this.#write(keyOf(service, digest, n), data);
      }
    } catch (error) {
      this.#remembered.delete(nameOf(fingerprint));
      throw error;
    }
  }

  async #isOnRecord(service: string, digest: string): Promise<boolean> {
    const { Item: item } = await this.#client.send(
      new GetItemCommand({
        TableName: this.#table,
        Key: keyOf(service, digest, 0),
        ProjectionExpression: "expiresAt",
      }),
    );
    return Number(item?.expiresAt?.N ?? 0) > this.#nowS() + RENEWED_WITH_LEFT_S;
  }

  // UpdateItem, as it is what a run may do on the pool's table anyway.
  async #write(key: Record<string, AttributeValue>, data: Uint8Array): Promise<void> {
    await this.#client.send(
      new UpdateItemCommand({
        TableName: this.#table,
        Key: key,
        UpdateExpression: "SET inputs = :data, expiresAt = :at",
        ExpressionAttributeValues: { ":data": { B: data }, ":at": { N: String(this.#nowS() + KEPT_S) } },
      }),
    );
  }

  async #readParts(service: string, digest: string): Promise<Uint8Array[]> {
    const parts: Uint8Array[] = [];
    try {
      const pages = paginateQuery(
        { client: this.#client },
        {
          TableName: this.#table,
          KeyConditionExpression: "pk = :pk AND begins_with(sk, :digest)",
          ExpressionAttributeValues: { ":pk": { S: partition(service) }, ":digest": { S: digest } },
        },
      );
      for await (const { Items: items = [] } of pages)
        parts.push(...items.flatMap(({ inputs }) => inputs?.B ?? []));
    } catch (cause) {
      throw storeError("FINGERPRINTS_UNREADABLE", "read", cause);
    }
    return parts;
  }

  #nowS(): number {
    return Math.floor(this.#clock.now() / 1000);
  }
}

function nameOf({ service, digest }: Fingerprint): string {
  return `${service}#${digest}`;
}

function partition(service: string): string {
  return `fingerprint#${service}`;
}

// Padded: the table sorts parts as text.
function keyOf(service: string, digest: string, part: number): Record<string, AttributeValue> {
  const sk = part === 0 ? digest : `${digest}#${String(part).padStart(4, "0")}`;
  return { pk: { S: partition(service) }, sk: { S: sk } };
}

async function pack(inputs: FingerprintInput[]): Promise<Uint8Array[]> {
  const packed = await promisify(gzip)(
    JSON.stringify(inputs.map(({ kind, name, value }) => [kind, name, value])),
  );
  return Array.from({ length: Math.ceil(packed.length / PART_BYTES) }, (_, n) =>
    packed.subarray(n * PART_BYTES, (n + 1) * PART_BYTES),
  );
}

async function unpack(parts: Uint8Array[]): Promise<FingerprintInput[]> {
  const text = (await promisify(gunzip)(Buffer.concat(parts))).toString("utf8");
  const rows = JSON.parse(text) as Array<[FingerprintInput["kind"], string, string]>;
  return rows.map(([kind, name, value]) => ({ kind, name, value }));
}

function storeError(code: string, what: string, cause: unknown): RegattaError {
  return new RegattaError(`What went into fingerprints could not be ${what}: ${messageOf(cause)}`, {
    code,
    source: "service",
    nextStep:
      "Allow dynamodb:GetItem, dynamodb:Query and dynamodb:UpdateItem on the pool's table; runs work without, but `regatta plan --explain` cannot say what changed.",
    cause,
  });
}
