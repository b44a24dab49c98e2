import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accountKey } from "@regatta/accounts";
import { messageOf, RegattaError } from "@regatta/foundation";
import { runTool, type ToolCommand } from "@regatta/stacks";
import type { AccountContext } from "../account/account-context.ts";
import { inSession } from "../tools/in-session.ts";
import { withinTime } from "../tools/within-time.ts";
import { type NukeConfigInput, nukeConfig } from "./nuke-config.ts";
import { type NukeOutcome, parseNukeOutput } from "./parse-nuke-output.ts";

export interface NukeOptions {
  /** What the configuration is made of; the account is the context's. */
  readonly config: Omit<NukeConfigInput, "account">;
  /** The environment to start from. Its sources of credentials are replaced by the account's session. */
  readonly env: NodeJS.ProcessEnv;
  /** Only lists what would be removed. */
  readonly dryRun?: boolean;
  /** How long it may take, ms. Default 90 minutes. */
  readonly timeoutMs?: number | undefined;
}

const defaultTimeoutMs = 90 * 60_000;

/** How often it looks whether something it removes is gone, every 5 s, before it gives up: half an hour. */
const waits = 360;

/** The lines worth showing while it works: what becomes of resources, and its sums. */
const worthShowing = / - (removed|failed|would remove.*)$|^(Scan|Nuke) complete/;

/**
 * Empties an account with aws-nuke: the depth `everything`. Its credentials are the account's session, so it can be in no
 * other account; its configuration blocks all others besides.
 * @returns what it removed, or would remove in a dry run.
 * @throws RegattaError TOOL_NOT_FOUND when there is no aws-nuke on the PATH; NUKE_FAILED, naming what remains;
 * NUKE_TIMED_OUT; NUKE_UNPROTECTED or NUKE_GLOB before anything is started; the signal's reason.
 */
export async function nuke(context: AccountContext, options: NukeOptions): Promise<NukeOutcome> {
  const config = nukeConfig({ ...options.config, account: context.account });
  const folder = await mkdtemp(join(tmpdir(), "regatta-nuke-"));
  try {
    await writeFile(join(folder, "config.yaml"), config, { mode: 0o600 });
    return await inSession(context, options.env, (env) => run(context, options, { folder, env }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Place {
  folder: string;
  env: Record<string, string>;
}

async function run(
  context: AccountContext,
  options: NukeOptions,
  { folder, env }: Place,
): Promise<NukeOutcome> {
  const { account, signal, clock } = context;
  const { timeoutMs = defaultTimeoutMs } = options;
  const lines: string[] = [];
  const onLine = (line: string) => {
    lines.push(line);
    if (worthShowing.test(line)) context.onEvent({ kind: "tool-output", line });
  };
  const command = nukeCommand(options, folder, env);
  const late = () =>
    failed(context, "NUKE_TIMED_OUT", `aws-nuke had not ended after ${timeoutMs / 60_000} minutes`, lines);
  try {
    await withinTime({ signal, clock, timeoutMs, late }, (cutOff) =>
      runTool({ command, account: accountKey(account), signal: cutOff, onLine }),
    );
  } catch (error) {
    if ((error as RegattaError).code !== "NUKE_FAILED") throw error;
    throw failed(context, "NUKE_FAILED", messageOf(error), lines);
  }
  const outcome = parseNukeOutput(lines);
  if (outcome.remaining.length > 0) throw failed(context, "NUKE_FAILED", "aws-nuke has ended", lines);
  return outcome;
}

function nukeCommand(
  { config, dryRun = false }: NukeOptions,
  folder: string,
  env: Record<string, string>,
): ToolCommand {
  return {
    title: "aws-nuke",
    file: "aws-nuke",
    args: [
      "run",
      "--config",
      join(folder, "config.yaml"),
      "--no-prompt",
      // The shortest wait it takes before it begins; nobody is there to think better of it.
      "--prompt-delay",
      "3",
      "--quiet",
      "--log-disable-colors",
      "--max-wait-retries",
      String(waits),
      ...(config.aliasCheck ? [] : ["--no-alias-check"]),
      ...(dryRun ? [] : ["--no-dry-run"]),
    ],
    env,
    cwd: folder,
    install: "Put aws-nuke 3 on the PATH: github.com/ekristen/aws-nuke has it for every system.",
    failureCode: "NUKE_FAILED",
  };
}

/** How many of the resources that remain are named. */
const shown = 10;

function failed(
  { account }: AccountContext,
  code: string,
  how: string,
  lines: readonly string[],
): RegattaError {
  const { remaining } = parseNukeOutput(lines);
  const named = remaining.slice(0, shown).map(({ resource, reason }) => `\n  ${resource}: ${reason}`);
  const more = remaining.length > shown ? `\n  and ${remaining.length - shown} more` : "";
  const message = remaining.length > 0 ? `aws-nuke left behind:${named.join("")}${more}` : how;
  return new RegattaError(message, {
    code,
    source: "service",
    account: accountKey(account),
    nextStep: "Mend what it says; what shall stay belongs into cleaning.keep.",
  });
}
