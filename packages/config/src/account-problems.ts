import { z } from "zod";
import { type Problem, unexpected } from "./problem.ts";

const limits = z.object({ accounts: z.object({ min: z.number().default(1), max: z.number().default(8) }) });

/** @returns what is wrong between the settings of `accounts`. */
export function accountProblems(config: unknown): Problem[] {
  const read = limits.safeParse(config);
  if (!read.success) return [];
  const { min, max } = read.data.accounts;
  return min <= max ? [] : [unexpected(["accounts", "min"], min, `at most accounts.max, which is ${max}`)];
}
