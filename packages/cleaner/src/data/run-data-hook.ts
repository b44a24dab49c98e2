import { accountKey } from "@regatta/accounts";
import { RegattaError } from "@regatta/foundation";
import { runTool, type ToolCommand } from "@regatta/stacks";
import type { AccountContext } from "../account/account-context.ts";
import { inSession } from "../tools/in-session.ts";
import { withinTime } from "../tools/within-time.ts";

/** The team's own command that makes an account's data what it was: the depth `data`. */
export interface DataHook {
  /** A text is run by `sh`; a list is a program and its arguments, which no shell sees. */
  readonly command: string | readonly string[];
  /** Where it runs; absolute. */
  readonly directory: string;
  /** The environment to start from. Its sources of credentials are replaced by the account's session. */
  readonly env: NodeJS.ProcessEnv;
  /** How long it may take, ms. Default 15 minutes. */
  readonly timeoutMs?: number | undefined;
}

/** The account, and what its command is run with. */
export type DataHookContext = Pick<AccountContext, "session" | "account" | "signal" | "clock" | "onEvent">;

const defaultTimeoutMs = 15 * 60_000;

/**
 * Runs the team's command in an account, with the account's session in its environment, REGATTA_ACCOUNT_ID and
 * REGATTA_REGION. What it prints is told as it comes; nothing of it outlives the lease, whatever it started.
 * @throws RegattaError DATA_HOOK_FAILED with its last lines; DATA_HOOK_TIMED_OUT; TOOL_NOT_FOUND; the signal's reason.
 */
export async function runDataHook(context: DataHookContext, hook: DataHook): Promise<void> {
  const { account, signal, clock } = context;
  const { timeoutMs = defaultTimeoutMs } = hook;
  const late = () => timedOut(context, hook, timeoutMs);
  await inSession(context, hook.env, (environment) =>
    withinTime({ signal, clock, timeoutMs, late }, (cutOff) =>
      runTool({
        command: toolCommand(hook, environment),
        account: accountKey(account),
        signal: cutOff,
        onLine: (line) => context.onEvent({ kind: "tool-output", line }),
      }),
    ),
  );
}

function toolCommand({ command, directory }: DataHook, env: Record<string, string>): ToolCommand {
  const [file = "", ...args] = typeof command === "string" ? ["sh", "-c", command] : command;
  return {
    title: titleOf({ command }),
    file,
    args,
    env,
    cwd: directory,
    install: "Correct cleaning.dataCommand in the configuration, or install what it names.",
    failureCode: "DATA_HOOK_FAILED",
  };
}

/** A team's command as it is written. */
export function titleOf({ command }: Pick<DataHook, "command">): string {
  return typeof command === "string" ? command : command.join(" ");
}

function timedOut({ account }: DataHookContext, { command }: DataHook, timeoutMs: number): RegattaError {
  return new RegattaError(`${titleOf({ command })} had not ended after ${Math.round(timeoutMs / 1_000)} s.`, {
    code: "DATA_HOOK_TIMED_OUT",
    source: "user",
    account: accountKey(account),
    nextStep: "Make it faster, or give it more time in the configuration's cleaning.",
  });
}
