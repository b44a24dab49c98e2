export type Signal = "traces" | "metrics";
export type OtlpProtocol = "http/protobuf" | "http/json" | "grpc";

/** What the standard variables of OpenTelemetry ask for. */
export interface OtlpSettings {
  /** What is to be sent, and how; where to, the exporters read for themselves. */
  signals: Array<{ signal: Signal; protocol: OtlpProtocol }>;
  /** Variables that ask for what is not to be had, each with a sentence. */
  refused: string[];
  /** How long sending may take altogether, ms. */
  deadlineMs: number;
}

/** OpenTelemetry specification, "OTLP Exporter Configuration": OTEL_EXPORTER_OTLP_TIMEOUT, by default 10 s. */
const DEFAULT_DEADLINE_MS = 10_000;
const PROTOCOLS: readonly string[] = ["http/protobuf", "http/json", "grpc"] satisfies OtlpProtocol[];

/**
 * Reads `OTEL_*`. Unlike in OpenTelemetry's own SDK nothing is sent where no endpoint is set: most machines have no
 * collector on the default port, and a run shall not wait for one. Pure.
 */
export function otlpSettings(env: NodeJS.ProcessEnv): OtlpSettings {
  const settings: OtlpSettings = { signals: [], refused: [], deadlineMs: deadlineOf(env) };
  if (env.OTEL_SDK_DISABLED?.trim().toLowerCase() === "true") return settings;
  for (const signal of ["traces", "metrics"] as const) addSignal(settings, signal, env);
  return settings;
}

function addSignal({ signals, refused }: OtlpSettings, signal: Signal, env: NodeJS.ProcessEnv): void {
  const endpoint = variable(env, signal, "ENDPOINT");
  if (!endpoint || !wantsOtlp(env, signal, refused)) return;
  const protocol = variable(env, signal, "PROTOCOL") ?? "http/protobuf";
  if (!isProtocol(protocol)) {
    refused.push(`${protocol} is no protocol of OTLP: ${PROTOCOLS.join(", ")} are`);
  } else if (protocol !== "grpc" && !/^https?:$/.test(schemeOf(endpoint))) {
    // The exporter would fall back to its default endpoint. Not named: it may hold a password.
    refused.push(`the endpoint of OTLP for ${signal} is no http or https URL`);
  } else signals.push({ signal, protocol });
}

function wantsOtlp(env: NodeJS.ProcessEnv, signal: Signal, refused: string[]): boolean {
  const name = `OTEL_${signal.toUpperCase()}_EXPORTER`;
  const exporters = (env[name]?.trim() || "otlp").split(",").map((one) => one.trim());
  for (const one of exporters) {
    if (one !== "otlp" && one !== "none")
      refused.push(`${name} asks for ${one}, and only otlp and none are there`);
  }
  return exporters.includes("otlp");
}

// One for the signal goes before the one for all; empty ones are as good as unset, by the specification.
function variable(env: NodeJS.ProcessEnv, signal: Signal, name: string): string | undefined {
  const own = env[`OTEL_EXPORTER_OTLP_${signal.toUpperCase()}_${name}`]?.trim();
  return own || env[`OTEL_EXPORTER_OTLP_${name}`]?.trim() || undefined;
}

function deadlineOf(env: NodeJS.ProcessEnv): number {
  const asked = Number(env.OTEL_EXPORTER_OTLP_TIMEOUT?.trim() || Number.NaN);
  return asked > 0 ? asked : DEFAULT_DEADLINE_MS;
}

function schemeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : "";
}

function isProtocol(name: string): name is OtlpProtocol {
  return PROTOCOLS.includes(name);
}
