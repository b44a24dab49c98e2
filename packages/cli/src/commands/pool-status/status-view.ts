import type { AccountState } from "@regatta/accounts";
import { messageOf } from "@regatta/foundation";
import { fit, type LiveArea } from "@regatta/run-log";
import type { CommandContext } from "../../command-context.ts";
import { coloursFor } from "../../output/colours.ts";
import { type PoolLook, statusOf } from "./pool-status.ts";
import { renderStatus } from "./render-status.ts";
import { changesBetween } from "./status-changes.ts";

/** Shows a pool that is looked at again and again. */
export interface StatusView {
  looked(look: PoolLook): void;
  /** A look failed; the next may not. */
  failed(error: unknown): void;
  /** Leaves the terminal in order; at once. */
  end(): void;
}

/** A view drawn in place, on a terminal. */
export function liveView(
  { stdout, env }: Pick<CommandContext, "stdout" | "env">,
  states: readonly AccountState[] | undefined,
  area: LiveArea,
): StatusView {
  const colours = coloursFor(stdout, env);
  let frame = "";
  const drawWith = (last: string) => {
    const columns = stdout.columns || 80;
    area.draw(`${frame}${colours.dim(fit(last, columns))}`);
  };
  return {
    looked: (look) => {
      const page = { colours, columns: stdout.columns || 80, rows: stdout.rows || 24 };
      frame = `${renderStatus(statusOf(look, states), page)}\n`;
      drawWith(`looked at ${timeOf(look.now)}; Ctrl-C ends`);
    },
    failed: (error) => drawWith(`could not look: ${messageOf(error)}`),
    end: () => area.end(),
  };
}

/** A view of lines, for a pipe: the pool, then what changes. */
export function plainView(
  { stdout }: Pick<CommandContext, "stdout">,
  states: readonly AccountState[] | undefined,
): StatusView {
  const none = (text: string) => text;
  const colours = { bold: none, green: none, yellow: none, red: none, dim: none };
  let last: PoolLook | undefined;
  return {
    looked: (look) => {
      if (!last) stdout.write(renderStatus(statusOf(look, states), { colours }));
      else
        for (const { at, account, what } of changesBetween(last, look))
          stdout.write(`${timeOf(at)} ${account} ${fit(what, 10_000)}\n`);
      last = look;
    },
    failed: (error) => stdout.write(`could not look: ${fit(messageOf(error), 10_000)}\n`),
    end: () => undefined,
  };
}

/** A view for programs: the whole status on one line, whenever it has changed. Failed looks are told on stderr. */
export function jsonView(
  { stdout, stderr }: Pick<CommandContext, "stdout" | "stderr">,
  states: readonly AccountState[] | undefined,
): StatusView {
  let last = "";
  return {
    looked: (look) => {
      const versions = JSON.stringify([
        look.accounts.map(({ id, region, version }) => [id, region, version]),
        look.line.map(({ id, needs }) => [id, needs]),
      ]);
      if (versions !== last) stdout.write(`${JSON.stringify(statusOf(look, states))}\n`);
      last = versions;
    },
    failed: (error) => stderr.write(`could not look: ${messageOf(error)}\n`),
    end: () => undefined,
  };
}

function timeOf(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)}Z`;
}
