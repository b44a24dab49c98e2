import type { AccountState } from "@regatta/accounts";
import { systemClock } from "@regatta/foundation";
import { LiveArea } from "@regatta/run-log";
import type { CommandContext } from "../../command-context.ts";
import { exitCode, exitCodeOfSignal } from "../../exit-code.ts";
import { type OpenedPool, openPool } from "../../open-pool.ts";
import { coloursFor } from "../../output/colours.ts";
import type { PoolOptions } from "../../pool-options.ts";
import { lookAtPool, statusOf } from "./pool-status.ts";
import { renderStatus } from "./render-status.ts";
import { jsonView, liveView, plainView, type StatusView } from "./status-view.ts";
import { watchPool } from "./watch-pool.ts";

export interface PoolStatusOptions extends PoolOptions {
  json?: boolean;
  watch?: boolean;
  /** Seconds between two looks. */
  interval: number;
  /** Only accounts in these states. */
  state?: AccountState[];
}

/** Does `regatta pool status`. @throws RegattaError as AWS fails. */
export async function poolStatus(context: CommandContext, options: PoolStatusOptions): Promise<number> {
  const opened = await openPool(context, options);
  if (options.watch) return watch(context, opened, options);
  const { stdout, env } = context;
  const status = statusOf(await lookAtPool(opened), options.state);
  const columns = stdout.isTTY ? stdout.columns : undefined;
  stdout.write(
    options.json
      ? `${JSON.stringify(status, null, 2)}\n`
      : renderStatus(status, { colours: coloursFor(stdout, env), columns }),
  );
  return exitCode.ok;
}

async function watch(
  context: CommandContext,
  opened: OpenedPool,
  options: PoolStatusOptions,
): Promise<number> {
  const end = new AbortController();
  let code: number = exitCode.ok;
  context.interrupt.onInterrupt((signal) => {
    code = exitCodeOfSignal(signal);
    end.abort();
  });
  // Whoever read it has seen enough.
  context.stdout.once("error", () => end.abort());
  await watchPool({
    look: () => lookAtPool(opened),
    view: await viewFor(context, options),
    everyMs: options.interval * 1000,
    clock: systemClock,
    signal: end.signal,
  });
  return code;
}

async function viewFor(context: CommandContext, { json, state }: PoolStatusOptions): Promise<StatusView> {
  if (json) return jsonView(context, state);
  if (!context.stdout.isTTY || context.env.TERM === "dumb") return plainView(context, state);
  return liveView(context, state, await LiveArea.open({ stream: context.stdout, env: context.env }));
}
