import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { decodeOtlp } from "./decode-otlp.ts";
import type { ExportRequest, KeyValue, ReceivedMetric, ReceivedSpan } from "./export-request.ts";

/** A request as it came in, its body decoded by the messages OpenTelemetry's own protos make. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: ExportRequest;
  /** The body as it was sent, for what must not be in it. */
  raw: Buffer;
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
      this.received.push({ path, headers, raw, body: decodeOtlp(path, headers["content-type"] ?? "", raw) });
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
