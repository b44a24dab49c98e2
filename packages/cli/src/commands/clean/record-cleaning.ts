import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { CleaningReport } from "@regatta/cleaner";
import { describeActor, messageOf } from "@regatta/foundation";
import type { CommandContext } from "../../command-context.ts";

export interface RecordCleaningOptions {
  context: CommandContext;
  /** Where the pool is kept. */
  place: { client: DynamoDBClient; table: string; pool: string };
  runId: string;
  report: CleaningReport;
  /** Server time, ms. */
  endedAt: number;
  /** How long it took, ms. */
  ms: number;
}

/** Leaves what came of a cleaning for `regatta stats` to count. What cannot be kept is told, and no more. */
export async function recordCleaning(options: RecordCleaningOptions): Promise<void> {
  const { context, place, runId, report, endedAt, ms } = options;
  if (report.accounts.length === 0) return;
  try {
    const { RunRecords, recordVersion } = await import("@regatta/stats");
    await new RunRecords(place).write({
      kind: "cleaning",
      version: recordVersion,
      runId,
      pool: place.pool,
      by: describeActor(context.env),
      startedAt: Math.round(endedAt - ms),
      endedAt: Math.round(endedAt),
      accounts: report.accounts.map(({ failures: _, ...account }) => account),
      ...(report.commonCause === undefined ? {} : { commonCause: report.commonCause }),
    });
  } catch (error) {
    context.stderr.write(`not recorded for regatta stats: ${messageOf(error)}\n`);
  }
}
