import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";

/** A request as it came in, its body decoded by the messages OpenTelemetry's own protos make. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: ExportRequest;
  /** The body as it was sent, for what must not be in it. */
  raw: Buffer;
}

export interface ExportRequest {
  resourceSpans?: Array<{
    resource: { attributes: KeyValue[] };
    scopeSpans: Array<{ spans: ReceivedSpan[] }>;
  }>;
  resourceMetrics?: Array<{
    resource: { attributes: KeyValue[] };
    scopeMetrics: Array<{ metrics: ReceivedMetric[] }>;
  }>;
}

export interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: string; doubleValue?: number; boolValue?: boolean };
}

/** Ids in hexadecimal digits, times in ns as text. */
export interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number | string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: KeyValue[];
  events: Array<{ name: string; timeUnixNano: string }>;
  status: { code?: number | string; message?: string };
}

export interface ReceivedMetric {
  name: string;
  unit: string;
  sum?: { dataPoints: Array<{ attributes: KeyValue[]; asDouble?: number; asInt?: string }> };
  gauge?: { dataPoints: Array<{ attributes: KeyValue[]; asDouble?: number }> };
  histogram?: { dataPoints: Array<{ attributes: KeyValue[]; count: string; sum: number }> };
}

/** A collector: takes OTLP over HTTP, in both of its encodings, and keeps what it got. */
export class OtlpReceiver {
  readonly received: Received[] = [];
  /** The answer's status; undefined: there is none. */
  status: number | undefined = 200;
  readonly #server: Server;

  static async start(): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    await new Promise<void>((resolve) => receiver.#server.listen(0, "127.0.0.1", resolve));
    return receiver;
  }

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const sent = Buffer.concat(chunks);
      const raw = request.headers["content-encoding"] === "gzip" ? gunzipSync(sent) : sent;
      const { url: path = "", headers } = request;
      this.received.push({ path, headers, raw, body: decode(path, headers["content-type"] ?? "", raw) });
      if (this.status !== undefined) response.writeHead(this.status).end();
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** All spans so far. */
  get spans(): ReceivedSpan[] {
    return this.received.flatMap(({ body }) =>
      (body.resourceSpans ?? []).flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
    );
  }

  /** All metrics so far. */
  get metrics(): ReceivedMetric[] {
    return this.received.flatMap(({ body }) =>
      (body.resourceMetrics ?? []).flatMap(({ scopeMetrics }) =>
        scopeMetrics.flatMap(({ metrics }) => metrics),
      ),
    );
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The text of an attribute, or its number. */
export function attributeOf(attributes: KeyValue[], key: string): string | number | undefined {
  const value = attributes.find((one) => one.key === key)?.value;
  return (
    value?.stringValue ??
    value?.doubleValue ??
    (value?.intValue === undefined ? undefined : Number(value.intValue))
  );
}

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

function decode(path: string, contentType: string, body: Buffer): ExportRequest {
  if (contentType.includes("json")) return JSON.parse(body.toString()) as ExportRequest;
  const { trace, metrics } = protos().opentelemetry.proto.collector;
  const message = path.endsWith("traces")
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
