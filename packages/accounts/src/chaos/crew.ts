import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { MemberNews, MemberOrder } from "./chaos-order.ts";

export interface CrewOptions extends Omit<MemberOrder, "name" | "role"> {
  holders: number;
  cleaners: number;
  env: Record<string, string>;
  onNews(news: MemberNews): void;
}

interface Place {
  role: MemberOrder["role"];
  child: ChildProcess;
  stopped: boolean;
  begun: boolean;
}

// The built file: children run what is shipped, under plain Node.
const MEMBER = join(import.meta.dirname, "..", "..", "dist", "chaos", "member-process.js");

/** The processes of a chaos run: whoever is killed is replaced by a new one with a name of its own. */
export class Crew {
  readonly #options: CrewOptions;
  readonly #places: Place[];
  #made = 0;
  #ending = false;

  constructor(options: CrewOptions) {
    this.#options = options;
    const holders = Array.from({ length: options.holders }, () => this.#hire("holder"));
    this.#places = [...holders, ...Array.from({ length: options.cleaners }, () => this.#hire("cleaner"))];
  }

  get size(): number {
    return this.#places.length;
  }

  get stopped(): number {
    return this.#places.filter(({ stopped }) => stopped).length;
  }

  /** Kills one of those that have begun, and has another take its place. @returns false when none has. */
  kill(): boolean {
    const place = this.#anyone();
    if (!place) return false;
    place.child.kill("SIGKILL");
    Object.assign(place, this.#hire(place.role));
    return true;
  }

  /** Has one of those that have begun stand still. @returns what lets it go on. */
  stop(): (() => void) | undefined {
    const place = this.#anyone();
    if (!place) return undefined;
    const { child } = place;
    child.kill("SIGSTOP");
    place.stopped = true;
    return () => {
      child.kill("SIGCONT");
      if (place.child === child) place.stopped = false;
    };
  }

  /** Kills all holders; the cleaners go on. */
  async endHolders(): Promise<void> {
    this.#ending = true;
    await this.#end("holder");
  }

  async end(): Promise<void> {
    this.#ending = true;
    await this.#end("holder");
    await this.#end("cleaner");
  }

  // One that has not begun holds nothing yet: hitting it would prove nothing.
  #anyone(): Place | undefined {
    const begun = this.#places.filter((place) => place.begun);
    return begun[Math.floor(Math.random() * begun.length)];
  }

  async #end(role: Place["role"]): Promise<void> {
    const children = this.#places.filter((place) => place.role === role).map(({ child }) => child);
    for (const child of children) child.kill("SIGKILL");
    await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, "exit")));
  }

  #hire(role: Place["role"]): Place {
    const { holders, cleaners, env, onNews, ...order } = this.#options;
    const name = `${role}-${this.#made++}`;
    const child = fork(MEMBER, [JSON.stringify({ ...order, name, role } satisfies MemberOrder)], {
      execArgv: ["--no-warnings"],
      env: { PATH: process.env.PATH, ...env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const place: Place = { role, child, stopped: false, begun: false };
    child.on("message", (news) => onNews(news as MemberNews));
    // Of whoever has the place by then.
    child.once("message", () => {
      for (const one of this.#places) if (one.child === child) one.begun = true;
    });
    child.once("exit", (code) => {
      if (code !== null && !this.#ending) onNews({ kind: "violation", what: `${name} ended with ${code}` });
    });
    return place;
  }
}
