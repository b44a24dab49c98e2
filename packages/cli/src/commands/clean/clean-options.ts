import type { PoolOptions } from "../../pool-options.ts";

/** What `regatta clean` can be told. */
export interface CleanOptions extends PoolOptions {
  watch?: boolean;
  /** Seconds between two looks at the pool. */
  interval: number;
  dryRun?: boolean;
  depth?: "data" | "stacks" | "everything";
  concurrency?: number;
  warm?: boolean;
  recordBaseline?: boolean;
  json?: boolean;
}
