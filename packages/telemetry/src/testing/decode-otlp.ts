import { createRequire } from "node:module";
import type { ExportRequest } from "./export-request.ts";

interface Message {
  decode(bytes: Uint8Array): unknown;
  toObject(message: unknown, options: { longs: StringConstructor; bytes: StringConstructor }): ExportRequest;
}

interface Protos {
  opentelemetry: {
    proto: {
      collector: {
        trace: { v1: { ExportTraceServiceRequest: Message } };
        metrics: { v1: { ExportMetricsServiceRequest: Message } };
      };
    };
  };
}

/** Decodes the body of an export by the messages of OpenTelemetry's own protos. @param path tells spans from metrics. */
export function decodeOtlp(path: string, contentType: string, body: Buffer): ExportRequest {
  if (contentType.includes("json")) return JSON.parse(body.toString()) as ExportRequest;
  const { trace, metrics } = protos().opentelemetry.proto.collector;
  const message = /trace/i.test(path)
    ? trace.v1.ExportTraceServiceRequest
    : metrics.v1.ExportMetricsServiceRequest;
  return withHexIds(message.toObject(message.decode(body), { longs: String, bytes: String }));
}

// A release that still had the messages compiled from the protos; later ones only write them.
function protos(): Protos {
  return createRequire(import.meta.url)("otlp-protos/build/src/generated/root.js") as Protos;
}

function withHexIds(request: ExportRequest): ExportRequest {
  const hex = (id: string | undefined) => Buffer.from(id ?? "", "base64").toString("hex");
  for (const { scopeSpans } of request.resourceSpans ?? []) {
    for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
      const { traceId, spanId, parentSpanId } = span;
      Object.assign(span, { traceId: hex(traceId), spanId: hex(spanId), parentSpanId: hex(parentSpanId) });
    }
  }
  return request;
}
