// A real terminal emulator: a tmux server of its own, with one window of a fixed size.
import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const LOOK_MS = 50;
let opened = 0;

export class Terminal {
  // One that was just closed may still be on its way out.
  #socket = `regatta-terminal-${process.pid}-${opened++}`;

  /** Starts a command of a shell in it, and stays open when that has ended. */
  constructor({ columns, rows, command }) {
    const { CI: _, NO_COLOR: __, ...env } = process.env;
    const size = ["-x", String(columns), "-y", String(rows)];
    const held = `${command}; exec sleep 600`;
    execFileSync("tmux", ["-L", this.#socket, "-f", "/dev/null", "new-session", "-d", ...size, held], {
      env,
    });
    this.#tmux("set-option", "-g", "status", "off");
    this.#tmux("set-option", "-g", "history-limit", "20000");
  }

  /** What is on the screen; with `all` what has scrolled away too. */
  lines(all = false) {
    return this.#tmux("capture-pane", "-p", ...(all ? ["-J", "-S", "-"] : []))
      .trimEnd()
      .split("\n");
  }

  resize(columns, rows) {
    this.#tmux("resize-window", "-x", String(columns), "-y", String(rows));
  }

  /** Waits until a line on the screen is so. @returns the screen. */
  async until(isSo, withinMs = 20_000) {
    for (let waited = 0; waited < withinMs; waited += LOOK_MS) {
      const lines = this.lines();
      if (lines.some(isSo)) return lines;
      await sleep(LOOK_MS);
    }
    throw new Error(`Never seen; the screen is:\n${this.lines().join("\n")}`);
  }

  close() {
    this.#tmux("kill-server");
  }

  #tmux(...args) {
    return execFileSync("tmux", ["-L", this.#socket, ...args], { encoding: "utf8" });
  }
}
