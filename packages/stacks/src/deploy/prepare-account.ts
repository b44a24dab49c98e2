import { randomUUID } from "node:crypto";
import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { accountKey, type Session } from "@regatta/accounts";
import { type Clock, isRegattaError, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import type PQueue from "p-queue";
import { createCloudFormationClient } from "../cloudformation-client.ts";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import { planAccount } from "../plan-account.ts";
import type { ServiceGraph } from "../service-graph.ts";
import { StackReader } from "../stack-reader.ts";
import type { StackState } from "../stack-state.ts";
import { AccountPreparation, type PrepareResult } from "./account-preparation.ts";
import type { DeployEvent } from "./deploy-event.ts";
import { SharedReader } from "./shared-reader.ts";

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
}

/**
 * Brings every service of an account to the wanted state: one paginated DescribeStacks decides, and when there is
 * nothing to do that is the only call. Each service starts the moment what it depends on is complete.
 *
 * Cut off by the signal, it rejects with the signal's reason once no call is under way and none will follow.
 * @returns `failed` with the reason when a service could not be deployed.
 * @throws RegattaError STACKS_UNREADABLE when the stacks cannot be listed; FINGERPRINT_MISSING.
 */
export async function prepareAccount(options: PrepareAccountOptions): Promise<PrepareResult> {
  const { session, graph, signal } = options;
  signal.throwIfAborted();
  if (graph.order.length === 0) return { kind: "ready", deployed: [], skipped: [], outputs: {} };
  const client = createCloudFormationClient({ session });
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
  const { session, graph, fingerprints, queue, signal, onEvent } = options;
  const { clock = systemClock, pollMs = 1_000 } = options;
  const account = accountKey(session.account);
  const states = await readStacks(client, signal, account);
  onEvent({ kind: "stacks-read", stacks: states.size });
  const plan = planAccount(states, graph, fingerprints);
  const reader = new StackReader({ client, signal });
  const stacks = new SharedReader({ reader, clock, gatherMs: pollMs / 5, signal });
  const calls = { client, reader, stacks, clock, pollMs, account, signal, newToken: randomUUID };
  return new AccountPreparation({ calls, graph, fingerprints, states, plan, queue, onEvent }).run();
}

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
