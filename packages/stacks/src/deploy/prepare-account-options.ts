import type { Session } from "@regatta/accounts";
import type { Clock } from "@regatta/foundation";
import type PQueue from "p-queue";
import type { Fingerprint } from "../fingerprint/fingerprint.ts";
import type { SharedPace } from "../pace/shared-pace.ts";
import type { Packager } from "../packaging/packager.ts";
import type { ServiceDefinition } from "../service/service-definition.ts";
import type { ServiceGraph } from "../service/service-graph.ts";
import type { DeployEvent } from "./deploy-event.ts";
import type { LeftService } from "./left-services.ts";

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
  /**
   * Refuses a service that is no longer what its fingerprint says; called when its template and code have been read,
   * before anything is made of them.
   */
  confirm?: (service: ServiceDefinition) => Promise<void>;
  /** Shared by all accounts: what they learn from each other's throttling. */
  pace?: SharedPace;
  /** Shared by all accounts: slots for local processes (deploy tools, packaging). No limit when absent. */
  processes?: PQueue;
  /** Shared by all accounts, so that local code is read and zipped once a run; one of its own when absent. */
  packager?: Packager;
  /** Services that are left as they are: of those that are there the outputs are told, and no more. */
  left?: readonly LeftService[];
}
