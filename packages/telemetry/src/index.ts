import type { RunEvent } from "@regatta/run-log";
import { otlpSettings } from "./otlp/otlp-settings.ts";
import type { SendOtlpOptions } from "./otlp/send-otlp.ts";
import { traceparentOf } from "./otlp/trace-context.ts";
import type { WriteTraceOptions } from "./perfetto/write-trace.ts";

export { type OtlpSettings, otlpSettings } from "./otlp/otlp-settings.ts";
export type { SendOtlpOptions } from "./otlp/send-otlp.ts";
export type { WriteTraceOptions } from "./perfetto/write-trace.ts";

// Loaded when called: most runs send nothing, and OpenTelemetry's SDK takes its time.

/**
 * Sends the spans and the figures of a run over OTLP, as the standard variables ask for it.
 * @returns what could not be sent, a sentence each; never rejects, and waits no longer than `settings.deadlineMs`.
 */
export async function sendOtlp(options: SendOtlpOptions): Promise<string[]> {
  return (await import("./otlp/send-otlp.ts")).sendOtlp(options);
}

/**
 * Writes the figures of a run in CloudWatch's embedded metric format, one document a line.
 * @param path the file; its folder is made. What is there is replaced. @throws the file system's error.
 */
export async function writeEmf(events: readonly RunEvent[], path: string): Promise<void> {
  return (await import("./emf/write-emf.ts")).writeEmf(events, path);
}

/**
 * Writes a run as a file that Perfetto and Chrome's tracing read.
 * @throws RegattaError TRACE_NOT_WRITTEN, or as the events cannot be read.
 */
export async function writeTrace(options: WriteTraceOptions): Promise<void> {
  return (await import("./perfetto/write-trace.ts")).writeTrace(options);
}

/**
 * What goes into the environment of a run's Jest, so that spans of its own come below the run's, and those of test files
 * below the attempt's, which Regatta's runner for Jest sees to: nothing where no spans are sent.
 */
export function traceEnvironment(env: NodeJS.ProcessEnv, runId: string): Record<string, string> {
  const isTraced = otlpSettings(env).signals.some(({ signal }) => signal === "traces");
  if (!isTraced) return {};
  const traceparent = traceparentOf(env, runId, "run");
  return { TRACEPARENT: traceparent, REGATTA_TRACEPARENT: traceparent };
}
