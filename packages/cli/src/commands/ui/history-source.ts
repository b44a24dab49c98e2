import { createDynamoDBClient } from "@regatta/accounts";
import type { RegattaConfig } from "@regatta/config";
import { RegattaError } from "@regatta/foundation";
import { RunRecords } from "@regatta/stats";
import type { HistorySource } from "@regatta/ui";
import type { CommandContext } from "../../command-context.ts";
import { configFor } from "../../config-for.ts";
import { readStats } from "../stats/read-stats.ts";
import { momentOf, type Since, since } from "../stats/since.ts";

/** Clocks of those who record may be ahead, ms. */
const AHEAD_MS = 60 * 60_000;

/** The history as the page shows it: what `regatta stats --json` says. */
export function historySource(context: CommandContext, options: { config?: string }): HistorySource {
  let records: RunRecords | undefined;
  return {
    stats: ({ since: text, ...only }) => {
      const back = parsed(text);
      return readStats({ context, options, only, from: (now) => momentOf(back, now) });
    },
    hasLater: async (endedAt) => {
      records ??= recordsOf(await configFor(context, options));
      const later = await records.read({ from: endedAt + 1, to: Math.max(Date.now(), endedAt) + AHEAD_MS });
      return later.records.length > 0;
    },
  };
}

function recordsOf({ pool: { table, name, region } }: RegattaConfig): RunRecords {
  return new RunRecords({ client: createDynamoDBClient({ region }), table, pool: name });
}

// It comes from an address, which anybody may have written.
function parsed(text: string): Since {
  try {
    return since(text);
  } catch (cause) {
    throw new RegattaError(`${text} is no time to look back: ${(cause as Error).message}`, {
      code: "SINCE_INVALID",
      source: "user",
      nextStep: "Choose how far back the history goes on the page.",
      cause,
    });
  }
}
