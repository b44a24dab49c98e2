import { randomUUID } from "node:crypto";
import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { accountKey, type Session } from "@regatta/accounts";
import { type Clock, isRegattaError, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import PQueue from "p-queue";
import { createCloudFormationClient } from "../cloudformation-client.ts";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import { CallPacer } from "../pace/call-pacer.ts";
import type { SharedPace } from "../pace/shared-pace.ts";
import type { AccountPackages } from "../packaging/account-packages.ts";
import { Packager } from "../packaging/packager.ts";
import { planAccount } from "../plan-account.ts";
import type { ServiceDefinition } from "../service-definition.ts";
import type { ServiceGraph } from "../service-graph.ts";
import { StackReader } from "../stack-reader.ts";
import type { StackState } from "../stack-state.ts";
import { AccountPreparation } from "./account-preparation.ts";
import { AccountSlots } from "./account-slots.ts";
import type { DeployEvent } from "./deploy-event.ts";
import type { PrepareResult } from "./prepare-result.ts";
import { SharedReader } from "./shared-reader.ts";
import type { AccountCalls } from "./stack-calls.ts";

export interface PrepareAccountOptions {
  session: Session;
  graph: ServiceGraph;
  /** By service name; every service of the graph must have one. */
  fingerprints: Map<string, Fingerprint>;
  /** Shared by all accounts: its concurrency is the limit on stacks being deployed at once. */
  queue: PQueue;
  /** Cuts the preparation off. */
  signal: AbortSignal;
  onEvent(event: DeployEvent): void;
  clock?: Clock;
  /** The first wait between two looks at something under way, ms; it grows mildly to five times that. Default 1000. */
  pollMs?: number;
  /** The environment of commands in this account: the session by its credentials endpoint, nothing secret in clear. */
  environment?: Record<string, string>;
  /** Services to deploy whatever their tags say. */
  force?: ReadonlySet<string>;
  /** Expected deploy time by service, ms: what is on the longest path, in the account nearest to ready, goes first. */
  expectedMs?: Record<string, number>;
  /** Makes a service's code ready (its checkout, install and build steps), once a run; called before its first deploy. */
  build?: (service: ServiceDefinition, signal: AbortSignal) => Promise<void>;
  /** Shared by all accounts: what they learn from each other's throttling. */
  pace?: SharedPace;
  /** Shared by all accounts: slots for local processes (deploy tools, packaging). No limit when absent. */
  processes?: PQueue;
  /** Shared by all accounts, so that local code is read and zipped once a run; one of its own when absent. */
  packager?: Packager;
}

/**
 * Brings every service of an account to the wanted state: one paginated DescribeStacks decides, and when there is
 * nothing to do that is the only call. Each service starts the moment what it depends on is complete.
 *
 * Cut off by the signal, it rejects with the signal's reason once no call is under way and none will follow.
 * @returns `failed` with every reason when services could not be deployed; the rest was brought to its end.
 * @throws RegattaError STACKS_UNREADABLE when the stacks cannot be listed; FINGERPRINT_MISSING.
 */
export async function prepareAccount(options: PrepareAccountOptions): Promise<PrepareResult> {
  const { session, graph, signal } = options;
  signal.throwIfAborted();
  if (graph.order.length === 0) return { kind: "ready", deployed: [], skipped: [], outputs: {} };
  const client = createCloudFormationClient({ session, pacer: accountPacer(options) });
  try {
    return await prepareWith(client, options);
  } finally {
    client.destroy();
  }
}

async function prepareWith(
  client: CloudFormationClient,
  options: PrepareAccountOptions,
): Promise<PrepareResult> {
  const { session, graph, fingerprints, signal, onEvent, environment = {}, force = new Set() } = options;
  const account = accountKey(session.account);
  const stacks = await readStacks(client, signal, account);
  onEvent({ kind: "stacks-read", stacks: stacks.size });
  const plan = planAccount(stacks, graph, fingerprints, { force });
  const packages = packagesOf(options);
  const calls = { ...accountCalls(client, options), session, environment, packages };
  const { queue, processes = new PQueue(), build = noBuild, expectedMs = {} } = options;
  const todo = plan.flatMap(({ service, decision }) => (decision.kind === "skip" ? [] : [service]));
  const slots = new AccountSlots({ account, graph, todo, expectedMs, clock: calls.clock });
  const wanted = { graph, fingerprints, stacks, plan, force, build };
  try {
    return await new AccountPreparation({ calls, ...wanted, slots, queue, processes, onEvent }).run();
  } finally {
    packages.close();
  }
}

function packagesOf({
  session,
  signal,
  clock = systemClock,
  packager,
}: PrepareAccountOptions): AccountPackages {
  return (packager ?? new Packager()).inAccount({ session, clock, signal });
}

// In the measure of its looks at stacks: where those come often, waits after throttling are short too.
function accountPacer(options: PrepareAccountOptions): CallPacer {
  const { clock = systemClock, pollMs = 1_000, signal, pace, onEvent } = options;
  return new CallPacer({
    clock,
    signal,
    firstGapMs: pollMs / 10,
    maxGapMs: pollMs,
    ...(pace && { shared: pace }),
    onThrottled: (waitMs) => onEvent({ kind: "deploy-throttled", waitMs }),
  });
}

function accountCalls(client: CloudFormationClient, options: PrepareAccountOptions): AccountCalls {
  const { session, signal, clock = systemClock, pollMs = 1_000 } = options;
  const reader = new StackReader({ client, signal });
  const stacks = new SharedReader({ reader, clock, gatherMs: pollMs / 5, signal });
  const account = accountKey(session.account);
  return { client, reader, stacks, clock, pollMs, account, signal, newToken: randomUUID };
}

async function noBuild(): Promise<void> {}

async function readStacks(
  client: CloudFormationClient,
  signal: AbortSignal,
  account: string,
): Promise<Map<string, StackState>> {
  try {
    return await new StackReader({ client, signal }).readAll();
  } catch (error) {
    signal.throwIfAborted();
    if (isRegattaError(error)) throw error;
    throw new RegattaError(`The stacks of ${account} cannot be listed: ${messageOf(error)}`, {
      code: "STACKS_UNREADABLE",
      source: "service",
      nextStep: /AccessDenied|Unauthorized/.test((error as Error).name)
        ? "Allow the role Regatta assumes there cloudformation:DescribeStacks."
        : "Try again; when it stays, look at AWS's health and at this machine's network.",
      account,
      cause: error,
    });
  }
}
