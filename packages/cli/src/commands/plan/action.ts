import { planRun } from "@regatta/run";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { coloursFor } from "../../output/colours.ts";
import { Progress } from "../../output/progress.ts";
import { type SelectionOptions, selectionOf } from "../../selection-options.ts";
import { timingsFrom } from "../../timings-option.ts";
import { renderPlan } from "./render-plan.ts";

export interface PlanCommandOptions extends SelectionOptions {
  jestArgs: string[];
  /** JUnit reports to take durations from, and globs of them. */
  timings?: string[];
  config?: string;
  explain?: boolean;
  json?: boolean;
}

/** Does `regatta plan`. @throws RegattaError for bad input. */
export async function plan(context: CommandContext, options: PlanCommandOptions): Promise<number> {
  const { jestArgs, explain = false, json } = options;
  const { env, stdout } = context;
  const config = await configFor(context, options);
  const planned = await Progress.during(context, "looking at services, stacks and test files", () =>
    planRun({
      config,
      jestArgs,
      ...timingsFrom(context, options),
      ...selectionOf(options),
      explain,
      env,
    }),
  );
  stdout.write(json ? `${JSON.stringify(planned, null, 2)}\n` : renderPlan(planned, coloursFor(stdout, env)));
  const passes = planned.files.length > 0 || planned.noTestsAllowed;
  return passes ? exitCode.ok : exitCode.usage;
}
