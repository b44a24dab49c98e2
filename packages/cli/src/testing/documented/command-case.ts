import type { RunEvent } from "@regatta/run-log";
import type { DocsWorld } from "./docs-world.ts";

/** What is seen of a command that has ended. */
export interface Seen {
  docs: DocsWorld;
  args: string[];
  /** The whole line, with what it is piped to. */
  shell: string;
  /** Of standard output, or of the file that it was sent to. */
  stdout: string;
  /** Of both streams. */
  output: string;
  /** Of the run that it was; empty where it was none. */
  events(): RunEvent[];
}

/** How the commands of one name are tried, and what they should have done. */
export interface CommandCase {
  /** Whether it starts neither Jest nor another process that takes long: cheap enough for the test suite. */
  isQuick?: boolean;
  /** Makes what has to be there before. */
  given?(docs: DocsWorld, args: string[]): void | Promise<void>;
  /** What it prints once it is at work, and what ends it then, where it goes on. */
  goesOn?(args: string[]): { untilSaid: RegExp; signal: "SIGINT" | "SIGTERM" } | undefined;
  /** Whether it asks before it does anything: without a terminal it is refused, and then told --yes. */
  asks?: boolean;
  /** Default 0. */
  exitCode?: number | ((args: string[]) => number);
  /** @throws where it has not done what the page says. */
  check(seen: Seen): void | Promise<void>;
}
