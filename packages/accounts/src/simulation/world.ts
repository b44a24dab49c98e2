import { GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { AccountRef } from "../account.ts";
import { isWaiter } from "../line/waiter-item.ts";
import { Pool } from "../pool/pool.ts";
import { AccountSide } from "./account-side.ts";
import type { Item } from "./condition.ts";
import { EventLoop } from "./event-loop.ts";
import { judgeWrite } from "./judge-write.ts";
import { LineJudge, takeIn } from "./line-judge.ts";
import { Machine } from "./machine.ts";
import { Network } from "./network.ts";
import { Random } from "./random.ts";
import { type SentCommand, SimulatedClient, type Spoiling } from "./simulated-client.ts";
import { SimulatedTable } from "./simulated-table.ts";

/** What a variant of the pool does wrong; nothing of it: the pool as it is. */
export interface Broken extends Spoiling {
  /** Holders go on when their lease says that it may be lost. */
  withoutFencing?: boolean;
  /** Runs take what they can get of their minimum, and hold it until they have the rest. */
  accumulates?: boolean;
}

/** What was seen in one simulation, or in many. */
export interface Tally {
  leases: number;
  cleanings: number;
  reaped: number;
  crashes: number;
  pauses: number;
  /** Leases that their holder gave up, or heard to be gone. */
  lost: number;
  /** Looks of runs that had to wait in line. */
  waits: number;
  /** Accounts given back for those who waited. */
  surplus: number;
  /** Times a holder that had slept was kept out by its epoch. */
  zombies: number;
  requests: number;
}

interface Input {
  Key?: Item;
  ExclusiveStartKey?: unknown;
  ExpressionAttributeValues?: Item;
}

const START = Date.UTC(2030, 0, 1);
const HOUR = 3_600_000;

export interface WorldOptions {
  seed: number;
  broken: Broken;
  /** How many items a page of a Query has. */
  pageSize: number;
  /** Told, a line each, what happens. */
  trace?: ((line: string) => void) | undefined;
}

/** Everything there is in one simulation: time, network, table, accounts, machines; and what went wrong. */
export class World {
  readonly random: Random;
  readonly loop = new EventLoop(START);
  readonly network: Network;
  readonly table: SimulatedTable;
  readonly accounts: AccountSide;
  readonly violations: string[] = [];
  readonly broken: Broken;
  readonly tally: Tally = {
    leases: 0,
    cleanings: 0,
    reaped: 0,
    crashes: 0,
    pauses: 0,
    lost: 0,
    waits: 0,
    surplus: 0,
    zombies: 0,
    requests: 0,
  };
  machines: Machine[] = [];
  /** How long, about, until something befalls a machine again, ms. */
  readonly paceMs: number;
  /** Nobody starts anything new any more. */
  closing = false;
  /** How many accounts there are. */
  size = 0;
  /** Whether somebody takes all of them. */
  hasSettler = false;
  /** The share of holders that wait in line, rather than take what there is. */
  lineShare = 0.7;
  /** How long, at most, someone who waits takes from one look to the next, ms. */
  lookMs = 6_000;
  /** Whether nobody is left but those who settled. */
  othersAreDone: () => boolean = () => false;
  readonly #line = new LineJudge();
  readonly #trace: ((line: string) => void) | undefined;
  readonly #confirmed = new Map<string, number>();
  /** Roughly how long each lease lasts without a heartbeat, ms. */
  readonly #lengths = new Map<string, number>();
  #named = 0;

  constructor({ seed, broken, pageSize, trace }: WorldOptions) {
    this.random = new Random(seed);
    this.broken = broken;
    this.#trace = trace;
    this.network = new Network(this.random);
    this.paceMs = this.random.pick([15_000, 30_000, 60_000]);
    this.table = new SimulatedTable((before, after) => this.#written(before, after), pageSize);
    this.accounts = new AccountSide({
      loop: this.loop,
      confirmedAt: (leaseId) => this.#confirmed.get(leaseId) ?? Number.NEGATIVE_INFINITY,
      violated: (what) => this.violated(what),
    });
  }

  violated(what: string): void {
    const line = `at ${this.#seconds(this.loop.now)}, ${what}`;
    if (this.violations.length < 20) this.violations.push(line);
    this.#trace?.(`VIOLATION ${line}`);
  }

  /** Says what happens, when somebody wants to know. */
  note(what: () => string): void {
    this.#trace?.(`${this.#seconds(this.loop.now)} ${what()}`);
  }

  /** A machine with clocks of its own: up to 12 hours off, and up to 0.1 ms a second fast or slow. */
  machine(role: string): Machine {
    const machine = new Machine({
      name: `${role}-${++this.#named}`,
      loop: this.loop,
      wallClockOff: this.random.pick([0, this.random.between(-12, 12) * HOUR]),
      rate: 1 + this.random.between(-0.0001, 0.0001),
    });
    this.machines.push(machine);
    return machine;
  }

  /** The pool, unmodified, as a process on that machine has it. */
  pool(machine: Machine): Pool {
    const { loop, network, table, random, broken } = this;
    const onSend = (command: SentCommand) => this.#sent(machine, command);
    const client = new SimulatedClient({ loop, machine, network, table, random, spoiling: broken, onSend });
    return new Pool({
      client: client.asDynamoDB,
      table: "regatta",
      pool: "simulated",
      clock: machine,
      random: random.next,
      newId: () => `${machine.name}.${++this.#named}`,
    });
  }

  /** The n-th account. */
  account(n: number): AccountRef & { roleArn: string } {
    const id = String(210_000_000_000 + n);
    return { id, region: "eu-west-1", roleArn: `arn:aws:iam::${id}:role/RegattaTest` };
  }

  /** Takes an error of the pool's that its users live with; any other is a violation. */
  accept(error: unknown): void {
    const { code } = error as { code?: string };
    if (!ORDINARY.includes(code ?? "")) this.violated(`unexpected: ${(error as Error)?.stack ?? error}`);
  }

  #seconds(time: number): string {
    return `${((time - START) / 1000).toFixed(3)} s`;
  }

  #written(before: Item | undefined, after: Item): void {
    if (isWaiter(after)) this.note(() => `table: ${after.runId?.S} waits until ${after.until?.N}`);
    else this.#accountWritten(before, after);
  }

  #accountWritten(before: Item | undefined, after: Item): void {
    for (const wrong of judgeWrite(before, after, this.loop.now)) this.violated(`${after.sk?.S}: ${wrong}`);
    if (after.history?.L?.at(-1)?.M?.by?.S === "reaper") this.tally.reaped++;
    const account = after.sk?.S?.replace("account#", "") ?? "";
    this.note(() => {
      const ends = after.leaseExpiresAt?.N ? `until ${this.#seconds(Number(after.leaseExpiresAt.N))}` : "";
      return `table: ${account} ${after.state?.S} ${after.leaseHolder?.S ?? ""} version ${after.version?.N} ${ends}`;
    });
    if (after.state?.S === "available" && this.accounts.isSoiled(account))
      this.violated(`${account}: available without having been cleaned or left tidy`);
    const passed = before?.leaseId ? undefined : this.#line.made(after.leaseId?.S ?? "");
    if (passed) this.violated(`${account}: ${passed}`);
  }

  #sent(machine: Machine, command: SentCommand): (output: object) => void {
    this.tally.requests++;
    const at = this.loop.now;
    const input = command.input as Input;
    if (command instanceof QueryCommand) return (output) => this.#read(machine, input, output);
    if (command instanceof GetItemCommand) {
      return (output) => {
        const { Item: item } = output as { Item?: Item };
        if (item) this.#line.readAgain(machine, item);
      };
    }
    const take = takeIn(input);
    if (take) this.#line.take(machine, { ...take, now: at });
    const { ExpressionAttributeValues: values = {} } = input;
    const end = Number(values[":leaseExpiresAt"]?.N);
    const taken = values[":leaseId"]?.S;
    if (taken) {
      this.#confirmed.set(taken, at);
      this.#lengths.set(taken, end - Number(values[":leaseAcquiredAt"]?.N));
    }
    return () => {
      const renewed = values[":ifLease"]?.S ?? "";
      // A holder that slept renews with too early an end at first, and again once it knows.
      if (end - this.loop.now >= (this.#lengths.get(renewed) ?? 0) / 3) this.#confirmed.set(renewed, at);
    };
  }

  #read(
    machine: Machine,
    { ExclusiveStartKey: from, ExpressionAttributeValues: values }: Input,
    output: object,
  ): void {
    // Who reads the accounts or the line alone takes nothing by it.
    if (values?.[":prefix"]) return;
    const { Items: items, LastEvaluatedKey: next } = output as { Items: Item[]; LastEvaluatedKey?: unknown };
    this.#line.read(machine, { from, items, isLast: next === undefined });
  }
}

const ORDINARY = ["AWS_UNREACHABLE", "AWS_THROTTLED", "AWS_FAILED", "ACCOUNT_BUSY", "LEASE_LOST"];
