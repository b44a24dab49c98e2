import { createRequire } from "node:module";

/** What dynalite's actions answer or fail with. */
export interface DynaliteError {
  statusCode?: number;
  body?: { __type?: string; message?: string; Message?: string };
}

export interface DynaliteTable {
  TableName: string;
  TableStatus: "CREATING" | "ACTIVE" | "UPDATING" | "DELETING";
}

interface DynaliteDatabase {
  open(): Promise<void>;
  close(): Promise<void>;
  put(key: string, value: unknown): Promise<void>;
  del(key: string): Promise<void>;
  iterator(range: { gte: string; lt: string }): AsyncIterable<[string, DynaliteTable]>;
}

/** The part of dynalite's store that is used here. */
export interface DynaliteStore {
  db: DynaliteDatabase;
  tableDb: { awsAccountId: string; awsRegion: string };
}

interface StoreOptions {
  /** A folder for LevelDB; in memory without. */
  path?: string;
  createTableMs: number;
  deleteTableMs: number;
  updateTableMs: number;
}

type Action = (
  store: DynaliteStore,
  data: unknown,
  done: (error: DynaliteError | null, data?: unknown) => void,
) => void;

interface Validation {
  types: unknown;
  custom?: unknown;
}

interface Validations {
  checkTypes(data: unknown, types: unknown): unknown;
  checkValidations(data: unknown, types: unknown, custom: unknown, store: DynaliteStore): void;
}

// Without DescribeTimeToLive: it would say of every table that expiry is off, and dynalite cannot switch it on.
const operations = new Set([
  ...["BatchGetItem", "BatchWriteItem", "CreateTable", "DeleteItem", "DeleteTable", "DescribeTable"],
  ...["GetItem", "ListTables", "ListTagsOfResource", "PutItem", "Query", "Scan"],
  ...["TagResource", "UntagResource", "UpdateItem", "UpdateTable"],
]);

/*
 * dynalite's own HTTP handler is left out: it knows one account and region per process (from the
 * environment), throws inside event handlers, and closes its database only after it has listened.
 * What does the work lies behind it, in modules of the pinned version.
 */
const load = createRequire(import.meta.url);
const { create } = load("dynalite/db/index.js") as { create(options: StoreOptions): DynaliteStore };
const validations = load("dynalite/validations/index.js") as Validations;

/** True for what dynalite 4.0 can do. */
export function isDynaliteOperation(operation: string): boolean {
  return operations.has(operation);
}

/** Opens a database whose ARNs belong to the account and region given. */
export function createStore(options: { account: string; region: string; path?: string }): DynaliteStore {
  const { account, region, path } = options;
  const store = create({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0, ...(path && { path }) });
  store.tableDb.awsAccountId = account;
  store.tableDb.awsRegion = region;
  return store;
}

/**
 * Validates and does one operation.
 * @param data the request's body; dynalite changes it.
 * @throws {DynaliteError} what DynamoDB would refuse has a statusCode and a body.
 */
export function runOperation(store: DynaliteStore, operation: string, data: unknown): Promise<unknown> {
  const name = operation.charAt(0).toLowerCase() + operation.slice(1);
  const action = load(`dynalite/actions/${name}.js`) as Action;
  const { types, custom } = load(`dynalite/validations/${name}.js`) as Validation;
  return new Promise((resolve, reject) => {
    const checked = validations.checkTypes(data, types);
    validations.checkValidations(checked, types, custom, store);
    action(store, checked, (error, answer) => {
      if (error) reject(error);
      else resolve(answer);
    });
  });
}
