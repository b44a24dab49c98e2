import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { CredentialsEndpoint, createDynamoDBClient, Pool } from "@regatta/accounts";
import { ManualClock } from "@regatta/foundation";
import { type LocalAws, startLocalAws } from "@regatta/local-aws";
import type { RunEventInput } from "@regatta/run-log";
import { ServiceGraph } from "@regatta/stacks";
import PQueue from "p-queue";
import type { AccountSurroundings } from "./account-surroundings.ts";
import type { FleetUser, Gone } from "./fleet-user.ts";
import { HeldAccounts } from "./held-accounts.ts";

const MINUTE = 60_000;
const SESSION_MS = 15 * MINUTE;
// A little more: STS says to the second when they end.
const HALF_MS = SESSION_MS / 2 + 5_000;
const LEASE_MS = 4 * 60 * MINUTE;

let aws: LocalAws;
let before: NodeJS.ProcessEnv;
let endpoint: CredentialsEndpoint;
beforeAll(async () => {
  aws = await startLocalAws({ accounts: 1 });
  before = { ...process.env };
  Object.assign(process.env, aws.env);
  endpoint = await CredentialsEndpoint.start();
});
afterAll(async () => {
  await endpoint.close();
  await aws.close();
  process.env = before;
});

/** What is said, in order, and each as it comes. */
class Said<T> {
  readonly all: T[] = [];
  #heard: () => void = () => undefined;

  add(one: T): void {
    this.all.push(one);
    this.#heard();
  }

  async next(isMeant: (one: T) => boolean): Promise<T> {
    for (;;) {
      const at = this.all.findIndex(isMeant);
      const [found] = at < 0 ? [] : this.all.splice(0, at + 1).slice(-1);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }
}

async function takenAccount() {
  const clock = new ManualClock(Date.now());
  const client = createDynamoDBClient({ region: aws.hub.region });
  const pool = new Pool({ client, table: "regatta", pool: "default", clock, random: () => 0.5 });
  await pool.createTable();
  for (const account of aws.accounts) await pool.add(account);
  const log = new Said<RunEventInput>();
  const gone: Gone[] = [];
  const around = {
    runId: "r1",
    env: process.env,
    deploy: { graph: new ServiceGraph([]), fingerprints: new Map(), queue: new PQueue(), clock },
    endpoint,
    log: { append: (event: RunEventInput) => log.add(event) },
    clock,
    protectedAccounts: [],
    sessionSeconds: SESSION_MS / 1_000,
    leaks: false,
    costOf: () => 0,
  } as unknown as AccountSurroundings;
  const user: Partial<FleetUser> = {
    taken: () => undefined,
    ready: () => "used",
    gone: (_, how) => gone.push(how),
  };
  const held = new HeldAccounts({ user: user as FleetUser, around, onChange: () => undefined });
  const acquired = await pool.acquire({ runId: "r1", holder: "test", durationMs: LEASE_MS });
  if (acquired.kind !== "leased") throw new Error("the pool has no account");
  held.take(acquired.lease);
  await log.next(({ kind }) => kind === "account-ready");
  const limit = () => log.next(({ kind }) => kind === "account-limit");
  return { clock, pool, held, gone, log, limit };
}

test("renewals that are refused, of the lease and of the session, are told in time, and lifted; at its end the session is given up", async () => {
  const { clock, pool, held, gone, log, limit } = await takenAccount();
  const noRole = { service: "sts", operation: "AssumeRole", kind: { kind: "access-denied" } } as const;
  const refused = aws.faults.add(noRole);
  await clock.advance(HALF_MS);
  expect(await limit()).toMatchObject({
    endsInMs: expect.any(Number),
    reason: expect.stringContaining("its credentials cannot be renewed: STS does not let us into"),
  });
  aws.faults.clear(refused);
  await clock.advance(MINUTE);
  expect(await limit()).not.toHaveProperty("endsInMs");

  const heartbeat = {
    service: "dynamodb",
    operation: "UpdateItem",
    kind: { kind: "access-denied" },
  } as const;
  const unwritable = aws.faults.add(heartbeat);
  // Its credentials are renewed on the way to the heartbeat, a third of the lease after the last.
  while (log.all.every(({ kind }) => kind !== "account-limit")) {
    await clock.advance(SESSION_MS / 4);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await limit()).toMatchObject({ reason: expect.stringContaining("its lease could not be renewed") });
  aws.faults.clear(unwritable);
  await clock.advance(6_000);
  expect(await limit()).not.toHaveProperty("endsInMs");

  aws.faults.add(noRole);
  await clock.advance(HALF_MS);
  await limit();
  await clock.advance(HALF_MS);
  expect(await limit()).toMatchObject({ endsInMs: 0 });
  expect(gone).toEqual([{ kind: "session-ended", reason: expect.stringContaining("cannot be renewed") }]);
  await log.next(({ kind }) => kind === "account-released");
  expect(await pool.list()).toMatchObject([{ state: "available" }]);
  await held.end(0);
});
