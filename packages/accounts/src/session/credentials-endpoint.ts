import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isCutOff, type Session } from "./session.ts";

/** Where a session's credentials are to be had; both parts are secrets. */
export interface ServedSession {
  url: string;
  token: string;
  /** Serves it no more: who asks gets 410. */
  stop(): void;
}

interface Entry {
  session: Session;
  tokenDigest: Buffer;
}

/**
 * Serves sessions' credentials on the loopback interface, in the way containers get theirs on AWS
 * (AWS_CONTAINER_CREDENTIALS_FULL_URI): every SDK and tool refreshes from it by itself. Logs nothing.
 *
 * Answers 200 with credentials; 403 to a wrong token; 404 off the paths handed out; 410 when the session is over;
 * 503 when AWS gives no credentials just now.
 */
export class CredentialsEndpoint {
  readonly #server: Server;
  readonly #entries = new Map<string, Entry>();
  readonly #stopped = new Set<string>();

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** Starts listening on 127.0.0.1, on a port of the system's choice. */
  static async start(): Promise<CredentialsEndpoint> {
    const endpoint = new CredentialsEndpoint();
    await new Promise<void>((resolve, reject) => {
      endpoint.#server.once("error", reject);
      endpoint.#server.listen(0, "127.0.0.1", resolve);
    });
    return endpoint;
  }

  /** Serves a session under a path and a token of its own, neither of which can be guessed. */
  serve(session: Session): ServedSession {
    const path = `/${randomBytes(18).toString("base64url")}`;
    const token = randomBytes(32).toString("base64url");
    this.#entries.set(path, { session, tokenDigest: digest(token) });
    const { port } = this.#server.address() as AddressInfo;
    const stop = () => {
      this.#entries.delete(path);
      this.#stopped.add(path);
    };
    return { url: `http://127.0.0.1:${port}${path}`, token, stop };
  }

  /** Stops serving, cutting connections. */
  async close(): Promise<void> {
    this.#entries.clear();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    const entry = this.#entries.get(path);
    if (!entry) return reply(response, this.#stopped.has(path) ? 410 : 404, "nothing is served here");
    if (request.method !== "GET") return reply(response, 405, "only GET");
    if (!timingSafeEqual(digest(request.headers.authorization ?? ""), entry.tokenDigest)) {
      return reply(response, 403, "the token is not right");
    }
    await answerWithCredentials(response, entry.session);
  }
}

async function answerWithCredentials(response: ServerResponse, session: Session): Promise<void> {
  try {
    const { accessKeyId, secretAccessKey, sessionToken, expiration } = await session.credentials();
    send(response, 200, {
      AccessKeyId: accessKeyId,
      SecretAccessKey: secretAccessKey,
      Token: sessionToken,
      Expiration: expiration.toISOString().replace(/\.\d{3}Z$/, "Z"),
    });
  } catch (error) {
    if (isCutOff(error)) return reply(response, 410, "the session in this account is over");
    reply(response, 503, "AWS gives no credentials at the moment");
  }
}

function reply(response: ServerResponse, status: number, message: string): void {
  send(response, status, { code: `Regatta${status}`, message });
}

function send(response: ServerResponse, status: number, body: Record<string, string>): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

// Digests have one length, so comparing them tells nothing about the token's.
function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
