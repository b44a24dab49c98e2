import type { PushMetricExporter } from "@opentelemetry/sdk-metrics";
import type { SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { OtlpProtocol } from "./otlp-settings.ts";

interface ExporterOptions {
  /** How long one export may take with its repetitions, ms. */
  timeoutMillis: number;
}

/** The exporter of spans for a protocol. Where it sends to, with which headers and certificates, it reads from `OTEL_*`. */
export async function spanExporter(protocol: OtlpProtocol, options: ExporterOptions): Promise<SpanExporter> {
  switch (protocol) {
    case "http/protobuf":
      return new (await import("@opentelemetry/exporter-trace-otlp-proto")).OTLPTraceExporter(options);
    case "http/json":
      return new (await import("@opentelemetry/exporter-trace-otlp-http")).OTLPTraceExporter(options);
    case "grpc":
      return new (await import("@opentelemetry/exporter-trace-otlp-grpc")).OTLPTraceExporter(options);
  }
}

/** The exporter of metrics for a protocol, likewise. */
export async function metricExporter(
  protocol: OtlpProtocol,
  options: ExporterOptions,
): Promise<PushMetricExporter> {
  switch (protocol) {
    case "http/protobuf":
      return new (await import("@opentelemetry/exporter-metrics-otlp-proto")).OTLPMetricExporter(options);
    case "http/json":
      return new (await import("@opentelemetry/exporter-metrics-otlp-http")).OTLPMetricExporter(options);
    case "grpc":
      return new (await import("@opentelemetry/exporter-metrics-otlp-grpc")).OTLPMetricExporter(options);
  }
}
