import { randomUUID } from "node:crypto";
import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { accountKey } from "@regatta/accounts";
import { followed, systemClock } from "@regatta/foundation";
import PQueue from "p-queue";
import { planAccount } from "../decide/plan-account.ts";
import type { AccountPackages } from "../packaging/account-packages.ts";
import { Packager } from "../packaging/packager.ts";
import { createCloudFormationClient } from "../stack/cloudformation-client.ts";
import { StackReader } from "../stack/stack-reader.ts";
import { accountPacer } from "./account-pacer.ts";
import { AccountPreparation } from "./account-preparation.ts";
import type { AccountCalls } from "./calls/stack-calls.ts";
import { outputsOfLeft } from "./left-services.ts";
import type { PrepareAccountOptions } from "./prepare-account-options.ts";
import type { PrepareResult } from "./prepare-result.ts";
import { AccountSlots } from "./slots/account-slots.ts";
import { readStacks } from "./watch/read-stacks.ts";
import { SharedReader } from "./watch/shared-reader.ts";

/**
 * Brings every service of an account to the wanted state: one paginated DescribeStacks decides, and when there is
 * nothing to do that is the only call. Each service starts the moment what it depends on is complete.
 *
 * Cut off by the signal, it rejects with the signal's reason once no call is under way and none will follow.
 * @returns `failed` with every reason when services could not be deployed; the rest was brought to its end.
 * @throws RegattaError STACKS_UNREADABLE when the stacks cannot be listed; FINGERPRINT_MISSING.
 */
export async function prepareAccount(options: PrepareAccountOptions): Promise<PrepareResult> {
  const { session, graph } = options;
  options.signal.throwIfAborted();
  if (graph.order.length === 0) return { kind: "ready", deployed: [], skipped: [], outputs: {} };
  const own = { ...options, signal: followed(options.signal) };
  const client = createCloudFormationClient({ session, pacer: accountPacer(own) });
  try {
    return await prepareWith(client, own);
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
  const left = outputsOfLeft(options.left ?? [], stacks);
  for (const [service, outputs] of Object.entries(left)) onEvent({ kind: "service-ready", service, outputs });
  const plan = planAccount(stacks, graph, fingerprints, { force });
  const packages = packagesOf(options);
  const { confirm = doNothing } = options;
  const calls = { ...accountCalls(client, options), session, environment, packages, confirm };
  const { queue, processes = new PQueue(), build = doNothing, expectedMs = {} } = options;
  const todo = plan.flatMap(({ service, decision }) => (decision.kind === "skip" ? [] : [service]));
  const slots = new AccountSlots({ account, graph, todo, expectedMs, clock: calls.clock });
  const wanted = { graph, fingerprints, stacks, plan, force, build };
  try {
    const result = await new AccountPreparation({ calls, ...wanted, slots, queue, processes, onEvent }).run();
    return { ...result, outputs: { ...left, ...result.outputs } };
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

function accountCalls(client: CloudFormationClient, options: PrepareAccountOptions): AccountCalls {
  const { session, signal, clock = systemClock, pollMs = 1_000 } = options;
  const reader = new StackReader({ client, signal });
  const stacks = new SharedReader({ reader, clock, gatherMs: pollMs / 5, signal });
  const account = accountKey(session.account);
  return { client, reader, stacks, clock, pollMs, account, signal, newToken: randomUUID };
}

async function doNothing(): Promise<void> {}
