import { writeSync } from "node:fs";
import { createRequire } from "node:module";
import { CONSOLE_FD } from "../worker-protocol.ts";

type Write = (buffer: unknown[], type: string, message: string, ...rest: unknown[]) => unknown[];

/**
 * Copies `console` output out of the worker as it happens. Jest keeps it in the worker's memory until the file
 * ends, so of a file that never ends nothing would be left, and its last words are what one wants to read. The
 * write is synchronous: an endless loop right behind it cannot hold it back.
 */
export class ConsoleTail {
  #broken = false;

  /** @param consoleModule path of the `@jest/console` that the runner uses. */
  attach(consoleModule: string): void {
    const { BufferedConsole } = createRequire(import.meta.url)(consoleModule) as {
      BufferedConsole?: { write: Write };
    };
    if (!BufferedConsole) return;
    const write = BufferedConsole.write;
    BufferedConsole.write = (buffer, type, message, ...rest) => {
      this.#copy(`console.${type} ${message}\n`);
      return write(buffer, type, message, ...rest);
    };
  }

  #copy(line: string): void {
    if (this.#broken) return;
    try {
      writeSync(CONSOLE_FD, line);
    } catch {
      this.#broken = true;
    }
  }
}
