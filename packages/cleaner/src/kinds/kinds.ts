import { bucket } from "./bucket.ts";
import { lambdaFunction } from "./function.ts";
import { key } from "./key.ts";
import type { Kind } from "./kind.ts";
import { logGroup } from "./log-group.ts";
import { networkInterface } from "./network-interface.ts";
import { repository } from "./repository.ts";
import { secret } from "./secret.ts";
import { stack } from "./stack.ts";
import { table } from "./table.ts";

/**
 * What serverless backends and their tests make, and the tagging API misses or tells late: it only knows what was tagged
 * once. In the order in which they are removed: what writes to others goes before these, log groups last.
 */
export const kinds: readonly Kind[] = [
  stack,
  lambdaFunction,
  networkInterface,
  bucket,
  table,
  repository,
  secret,
  key,
  logGroup,
];
