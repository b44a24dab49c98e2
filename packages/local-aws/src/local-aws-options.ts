import type { Clock } from "@regatta/foundation";
import type { Organization } from "./organizations/organization.ts";

/** What may be said of an embedded AWS before it starts. */
export interface LocalAwsOptions {
  /** Default 0: any that is free. It always listens on 127.0.0.1 alone. */
  port?: number;
  /** How many pool accounts, besides the hub; default 8. */
  accounts?: number;
  /** Default `eu-west-1`. */
  region?: string;
  /** A folder that keeps everything across restarts; default: in memory. One process at a time. */
  stateDirectory?: string;
  timings?: {
    /** How long each CloudFormation resource takes to be created, updated or deleted, ms. */
    resourceMs?: number;
    /** 0 to 1: how much of that an express deploy does not wait for; default 0.75. */
    stabiliseShare?: number;
    /** How long a change waits to be seen IN_PROGRESS once before it goes on, ms; default 250, and 0 with resourceMs. */
    observeMs?: number;
    /**
     * How long the network interfaces of a function stay once it is out of its VPC, ms of server time; default 0. In AWS
     * it is 20 minutes and more.
     */
    interfaceMs?: number;
  };
  /** How many stacks an answer of DescribeStacks holds at most; default 100, and never more than 1 MB as in AWS. */
  describeStacksPageSize?: number;
  /** What AWS Organizations tells the hub; default: all pool accounts in one organizational unit. */
  organization?: Organization;
  /** No AssumeRole session lives longer, seconds: for tests. */
  sessionSeconds?: number;
  /** The servers' clock is ahead of this machine's by so much (ms; negative: behind): for tests. */
  serverTimeOffsetMs?: number;
  /** This machine's clock: for tests. */
  clock?: Clock;
  /** Uniform in [0, 1), for the probabilities of faults: for tests. */
  random?: () => number;
}
