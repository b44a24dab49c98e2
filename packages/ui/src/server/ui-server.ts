import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Clock, messageOf, RegattaError, systemClock } from "@regatta/foundation";
import { EventStream } from "../live/event-stream.ts";
import type { Feed } from "../live/feed.ts";
import { type Watchable, WatchedFeeds } from "../live/watched-feeds.ts";
import { files, letIn, notFound, refuse, send, setHeaders } from "./answers.ts";
import { type Door, newDoor } from "./door.ts";
import { type Asked, isSame, refusalOf, refusalOfVisitor } from "./guard.ts";

export interface UiServerOptions {
  /** 0 is any that is free. */
  port: number;
  /** What the page can watch. */
  feeds: readonly Feed[];
  /** What the page shows first, as it stands in its address: `run` is a run's id. */
  start?: Record<string, string>;
  clock?: Clock;
}

type Answer = (response: ServerResponse) => void;

/** A connection that says nothing for so long could be taken for dead, ms. */
const SILENCE = 15_000;

/**
 * Serves the live page to the browsers of this machine that come by an address with a token, and to nobody else. It only reads.
 *
 * Answers 403 without the token's cookie and to requests of other pages, 405 to anything but GET, 421 by another name than this
 * machine's own.
 */
export class UiServer {
  readonly #server: Server;
  readonly #start: string;
  readonly #door: Door = newDoor();
  readonly #feeds: WatchedFeeds;
  readonly #streams = new Set<EventStream>();
  readonly #keepAlive: NodeJS.Timeout;

  private constructor({ feeds, start = {}, clock = systemClock }: UiServerOptions) {
    const parameters = String(new URLSearchParams(start));
    // `&` would mean something where it stands; nothing else that is left of a parameter does.
    this.#start = parameters && `?${parameters.replaceAll("&", "&amp;")}`;
    this.#feeds = new WatchedFeeds({ feeds, clock });
    this.#server = createServer((request, response) => {
      setHeaders(response);
      this.#answerTo(request)(response);
    });
    this.#keepAlive = setInterval(() => {
      for (const stream of this.#streams) stream.keepAlive();
    }, SILENCE).unref();
  }

  /** Starts listening on 127.0.0.1. @throws RegattaError UI_PORT_TAKEN. */
  static async start(options: UiServerOptions): Promise<UiServer> {
    const ui = new UiServer(options);
    try {
      await new Promise<void>((resolve, reject) => {
        ui.#server.once("error", reject);
        ui.#server.listen(options.port, "127.0.0.1", resolve);
      });
    } catch (cause) {
      await ui.close();
      throw new RegattaError(`Port ${options.port} cannot be listened on: ${messageOf(cause)}`, {
        code: "UI_PORT_TAKEN",
        source: "user",
        nextStep: "Name another with --port, or none: then it is one that is free.",
        cause,
      });
    }
    return ui;
  }

  /** The address a browser is opened with; a secret. */
  get address(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}${this.#door.base}enter?token=${this.#door.token}`;
  }

  /** Stops serving, cutting connections. */
  async close(): Promise<void> {
    clearInterval(this.#keepAlive);
    this.#feeds.stop();
    for (const stream of this.#streams) stream.end();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #answerTo(request: IncomingMessage): Answer {
    const asked = askedBy(request);
    const refusal = refusalOf(asked);
    if (refusal) return (response) => refuse(response, refusal);
    const url = `http://${asked.host}${request.url}`;
    if (!URL.canParse(url)) return notFound;
    const { pathname, searchParams } = new URL(url);
    if (!pathname.startsWith(this.#door.base)) return notFound;
    const path = pathname.slice(this.#door.base.length);
    if (path === "enter" && isSame(searchParams.get("token") ?? "", this.#door.token)) {
      return (response) => letIn(response, this.#door, this.#start);
    }
    const uninvited = refusalOfVisitor(asked, this.#door);
    if (uninvited) return (response) => refuse(response, uninvited);
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    if (file) return (response) => send(response, 200, file);
    const feed = path.startsWith("live/") && this.#feeds.of(path.slice("live/".length), searchParams);
    return feed ? (response) => this.#stream(feed, response) : notFound;
  }

  #stream(feed: Watchable, response: ServerResponse): void {
    const stream = new EventStream(response);
    this.#streams.add(stream);
    const leave = feed.watch((seen) => stream.show(seen));
    response.on("close", () => {
      this.#streams.delete(stream);
      leave();
    });
  }
}

function askedBy({ method, headers }: IncomingMessage): Asked {
  const { host, origin, cookie } = headers;
  const site = headers["sec-fetch-site"];
  return { method, host, origin, cookie, site: typeof site === "string" ? site : undefined };
}
