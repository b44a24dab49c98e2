import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** What the gate does with a request. */
export type GateRule =
  | "pass"
  /** Has the server do it, then cuts the connection: the answer is lost. */
  | "drop-answer"
  /** Cuts the connection, and the server never hears of it. */
  | "lose-request"
  /** Refuses it as DynamoDB does when it is asked too much. */
  | "throttle"
  /** Never answers, and the server never hears of it. */
  | "hang";

/**
 * Stands between clients and a DynamoDB endpoint, whichever it is: loses and refuses what it is told to, and says
 * in the Date header what time it is told to.
 */
export class Gate {
  /** Decides over each request, by DynamoDB's operation (`UpdateItem`); a promise holds the request back. */
  rule: (operation: string) => GateRule | Promise<GateRule> = () => "pass";
  /** The server's time, ms. */
  now: () => number = Date.now;
  /** The operations asked for so far. */
  readonly operations: string[] = [];
  readonly #target: URL;
  readonly #server: Server;
  readonly #waiting: Array<{ operation: string; arrived: () => void }> = [];

  private constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((incoming, outgoing) => void this.#handle(incoming, outgoing));
  }

  static async start(target: string): Promise<Gate> {
    const gate = new Gate(target);
    await new Promise<void>((resolve) => gate.#server.listen(0, "127.0.0.1", resolve));
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Applies a rule to the next `times` requests for an operation, and lets all others pass. */
  next(operation: string, rule: GateRule, times = 1): void {
    let left = times;
    this.rule = (asked) => (asked === operation && left-- > 0 ? rule : "pass");
  }

  /** Holds the next request for the operation back until `work` has ended, letting others pass meanwhile. */
  before(operation: string, work: () => Promise<unknown>): void {
    let held = false;
    this.rule = async (asked): Promise<GateRule> => {
      if (asked !== operation || held) return "pass";
      held = true;
      await work();
      return "pass";
    };
  }

  /** Resolves when a request for the operation arrives, counted from now. */
  arrival(operation: string): Promise<void> {
    return new Promise((arrived) => this.#waiting.push({ operation, arrived }));
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    try {
      const body = await buffer(incoming);
      const operation = String(incoming.headers["x-amz-target"]).split(".")[1] ?? "";
      this.operations.push(operation);
      this.#announce(operation);
      const rule = await this.rule(operation);
      if (rule === "hang") return;
      if (rule === "lose-request") return void incoming.socket.destroy();
      if (rule === "throttle") return this.#throttle(outgoing);
      const answer = await this.#forward(incoming, body);
      if (rule === "drop-answer") return void incoming.socket.destroy();
      outgoing.writeHead(answer.status, { ...answer.headers, date: new Date(this.now()).toUTCString() });
      outgoing.end(answer.body);
    } catch {
      incoming.socket.destroy();
    }
  }

  #announce(operation: string): void {
    const found = this.#waiting.findIndex((waiter) => waiter.operation === operation);
    if (found >= 0) this.#waiting.splice(found, 1)[0]?.arrived();
  }

  #throttle(outgoing: ServerResponse): void {
    outgoing.writeHead(400, {
      "content-type": "application/x-amz-json-1.0",
      date: new Date(this.now()).toUTCString(),
    });
    const type = "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException";
    outgoing.end(JSON.stringify({ __type: type, message: "slow down" }));
  }

  async #forward(incoming: IncomingMessage, body: Buffer) {
    const { hostname, port } = this.#target;
    const { method, url, headers } = incoming;
    const forwarded = request({ hostname, port, method, path: url, headers, agent: false });
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      forwarded.once("response", resolve).once("error", reject).end(body);
    });
    const { connection: _, "keep-alive": __, ...kept } = answer.headers;
    return { status: answer.statusCode ?? 500, headers: kept, body: await buffer(answer) };
  }
}
