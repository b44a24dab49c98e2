import { join } from "node:path";
import { historyFeed, poolFeed, runFeed, UiServer } from "@regatta/ui";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { exitCode } from "../../exit-code.ts";
import { openPool } from "../../open-pool.ts";
import { reportError } from "../../report-error.ts";
import { historySource } from "./history-source.ts";
import { openAddress } from "./open-address.ts";
import { poolSource } from "./pool-source.ts";
import { runToShow } from "./run-to-show.ts";

export interface UiOptions {
  run: string;
  port: number;
  open?: boolean;
  config?: string;
}

/** Does `regatta ui`: serves until it is interrupted. @throws RegattaError UI_PORT_TAKEN, or as the configuration cannot be read. */
export async function ui(context: CommandContext, options: UiOptions): Promise<number> {
  const { stdout, interrupt } = context;
  const { port, open, config } = options;
  const { output } = await configFor(context, options);
  const folder = join(output.directory, "runs");
  const run = await runToShow(options.run, { folder, cwd: context.cwd, outputDirectory: output.directory });
  const interrupted = new Promise<void>((end) => interrupt.onInterrupt(() => end()));
  let forget: (() => Promise<void>) | undefined;
  const named = config === undefined ? {} : { config };
  const pool = await openPool(context, named);
  const server = await UiServer.start({
    port,
    ...(run ? { start: { run: run.id } } : {}),
    feeds: [
      runFeed({
        folder,
        ...(run?.events === undefined ? {} : { other: { id: run.id, events: run.events } }),
      }),
      poolFeed(poolSource(pool)),
      historyFeed(historySource(context, named)),
    ],
  });
  try {
    stdout.write(
      `The page is at\n\n  ${server.address}\n\nIt is for this machine, and only reads. Ctrl-C ends it.\n`,
    );
    if (open) forget = await opened(server.address, context);
    await interrupted;
  } finally {
    await Promise.all([server.close(), forget?.()]);
  }
  stdout.write("\nEnded.\n");
  return exitCode.ok;
}

// Where there is no browser, somebody can still open the address.
async function opened(address: string, context: CommandContext): Promise<(() => Promise<void>) | undefined> {
  try {
    const forget = await openAddress({ address, env: context.env });
    context.stdout.write("It was opened in the browser.\n");
    return forget;
  } catch (error) {
    reportError(error, context);
    return undefined;
  }
}
