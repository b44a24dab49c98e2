import { type IncomingMessage, request } from "node:http";

export interface Answered {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

/** Somebody who asks a server of this machine, with whatever headers. */
export class Visitor {
  readonly #base: string;
  #cookie: string | undefined;

  /** @param address that of the page, with its token. */
  constructor(address: string) {
    this.#base = new URL(".", address).href;
  }

  /** Where a path below the base of the page is. */
  at(path: string): string {
    return new URL(path, this.#base).href;
  }

  /** Comes by an address with a token, and keeps the cookie. */
  async enter(address: string): Promise<Answered> {
    const answered = await this.ask(address);
    this.#cookie = answered.headers["set-cookie"]?.[0]?.split(";")[0];
    return answered;
  }

  async ask(
    url: string,
    options: { method?: string; headers?: Record<string, string> } = {},
  ): Promise<Answered> {
    const response = await this.#request(url, options);
    response.setEncoding("utf8");
    let text = "";
    for await (const piece of response) text += piece;
    return { status: response.statusCode ?? 0, headers: response.headers, text };
  }

  /** Watches a feed. @returns its events as they come, and ends with `return()`. */
  async *watch(path: string): AsyncGenerator<{ event: string; data: unknown }> {
    const response = await this.#request(this.at(path), {});
    response.setEncoding("utf8");
    let text = "";
    try {
      for await (const piece of response) {
        text += piece;
        const whole = text.split("\n\n");
        text = whole.pop() ?? "";
        for (const block of whole) {
          const [, event = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
          if (event) yield { event, data: JSON.parse(data) };
        }
      }
    } finally {
      response.destroy();
    }
  }

  #request(
    url: string,
    { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> },
  ): Promise<IncomingMessage> {
    const cookie = this.#cookie === undefined ? {} : { cookie: `other=1; ${this.#cookie}` };
    return new Promise((resolve, reject) => {
      request(url, { method, headers: { ...cookie, ...headers } }, resolve)
        .on("error", reject)
        .end();
    });
  }
}
