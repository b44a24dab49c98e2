import { join } from "node:path";
import { messageOf } from "@regatta/foundation";
import { eventsFileName, type RunEvent, readRunLog, type Verdict } from "@regatta/run-log";
import { type OtlpSettings, otlpSettings, sendOtlp, writeEmf } from "@regatta/telemetry";
import type { OpenRun } from "./with-open-run.ts";

type Telling = Pick<OpenRun, "runDirectory" | "basis" | "log" | "env" | "clock">;

/**
 * Sends and writes the figures of a run that is about to end so, as far as somebody asked for them. What cannot be sent or
 * written is a problem told, and no more.
 */
export async function tellTelemetry(run: Telling, end: Verdict): Promise<void> {
  const settings = otlpSettings(run.env);
  for (const refusal of settings.refused) notSent(run, refusal);
  const { emf } = run.basis.config.output;
  if (settings.signals.length === 0 && emf === undefined) return;
  try {
    const events = await eventsOf(run, end);
    await write(run, emf, events);
    await send(run, settings, events);
  } catch (error) {
    notSent(run, messageOf(error));
  }
}

async function send(run: Telling, settings: OtlpSettings, events: RunEvent[]): Promise<void> {
  if (settings.signals.length === 0) return;
  const { env, clock } = run;
  for (const trouble of await sendOtlp({ events, settings, env, clock })) notSent(run, trouble);
}

async function write({ log }: Telling, emf: string | undefined, events: RunEvent[]): Promise<void> {
  if (emf === undefined) return;
  try {
    await writeEmf(events, emf);
  } catch (error) {
    log.append({ kind: "problem", code: "METRICS_NOT_WRITTEN", message: messageOf(error) });
  }
}

// The log has its end only when this is told: a problem must not come after it.
async function eventsOf({ runDirectory, clock }: Telling, end: Verdict): Promise<RunEvent[]> {
  const events = await readRunLog(join(runDirectory, eventsFileName));
  return [...events, { kind: "run-finished", ...end, seq: events.length, at: clock.now() }];
}

function notSent({ log }: Telling, message: string): void {
  log.append({ kind: "problem", code: "TELEMETRY_NOT_SENT", message });
}
