import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ControlApi, controlPath } from "../control/control-api.ts";
import { federationPath, type SignIn } from "../signin/sign-in.ts";
import type { Gateway } from "./gateway.ts";
import { type HttpCall, readCall } from "./http-call.ts";

/** An address nobody outside of this machine can reach. */
const host = "127.0.0.1";

/** Longer than any SDK keeps an idle connection, so that none is closed just as it is used again. */
const keepAliveMs = 120_000;

/** The one HTTP server: AWS requests go to the gateway, `/_local-aws/` to the controls, `/federation` to the sign-in. */
export class HttpServer {
  readonly #server: Server;
  readonly #gateway: Gateway;
  readonly #control: ControlApi;
  readonly #signIn: SignIn | undefined;

  constructor(options: { gateway: Gateway; control: ControlApi; signIn?: SignIn }) {
    this.#signIn = options.signIn;
    this.#gateway = options.gateway;
    this.#control = options.control;
    this.#server = createServer({ keepAliveTimeout: keepAliveMs }, (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  /**
   * Starts listening.
   * @param port 0 for any that is free.
   * @returns the URL.
   * @throws the system's error when the port is taken.
   */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(port, host, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
    return `http://${host}:${(this.#server.address() as AddressInfo).port}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request);
    if (!call) response.writeHead(413, { connection: "close" }).end();
    else if (call.path.startsWith(controlPath)) await this.#answerControl(call, response);
    else if (this.#signIn && isForSignIn(call)) answerSignIn(this.#signIn, call, response);
    else this.#gateway.answer(call, response);
  }

  async #answerControl(call: HttpCall, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once("close", () => gone.abort(new Error("the asker has gone")));
    const { status, body } = await this.#control.answer(call, gone.signal);
    // Asked rarely: an idle connection would only keep the asker's process alive.
    response.writeHead(status, { "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify(body));
  }

  /** Takes no more requests, lets those that run end, and cuts every connection. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    await this.#gateway.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Who signs in signs nothing; a bucket of that name is asked for with a signature. */
function isForSignIn({ path, headers }: HttpCall): boolean {
  return path === federationPath && headers.authorization === undefined;
}

function answerSignIn(signIn: SignIn, call: HttpCall, response: ServerResponse): void {
  const { status, body, headers } = signIn.answer(call);
  response.writeHead(status, { ...headers, connection: "close" }).end(body);
}
