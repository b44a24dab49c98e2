import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { decodeOtlp } from "./decode-otlp.ts";
import type { ExportRequest } from "./export-request.ts";

const SERVICES = {
  trace: "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
  metrics: "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
};

/** A collector that takes OTLP over gRPC, and keeps what it got. */
export class GrpcReceiver {
  readonly received: ExportRequest[] = [];
  readonly #server = new Server();
  #port = 0;

  static async start(): Promise<GrpcReceiver> {
    const receiver = new GrpcReceiver();
    await receiver.#listen();
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  close(): void {
    this.#server.forceShutdown();
  }

  async #listen(): Promise<void> {
    for (const path of Object.values(SERVICES)) {
      this.#server.addService(
        { Export: { path, requestStream: false, responseStream: false, ...asBytes } },
        {
          Export: (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
            this.received.push(decodeOtlp(path, "application/grpc", call.request));
            done(null, Buffer.alloc(0));
          },
        },
      );
    }
    this.#port = await new Promise((resolve, reject) => {
      this.#server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      );
    });
  }
}

const same = (bytes: Buffer) => bytes;
const asBytes = {
  requestSerialize: same,
  requestDeserialize: same,
  responseSerialize: same,
  responseDeserialize: same,
};
