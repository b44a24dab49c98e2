// Drives the terminal view in a real terminal emulator (tmux): 500 made-up files over 200 accounts, at 80 and 200 columns
// and through a change of size. `npm run terminal`: prints what was captured, and fails where it is not as it should be.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const script = join(import.meta.dirname, "terminal", "play-run.mjs");
const HEAD = /^(?:[█░]+ )?(?:deploying · |handing back · )?\d+\/500 files/;
const ENDED = "(exit 1)";
let problems = 0;
let opened = 0;

function check(what, isSo) {
  console.log(`${isSo ? "ok      " : "NOT SO  "}${what}`);
  if (!isSo) problems++;
}

/** A tmux server of its own, with one window of a fixed size. */
class Terminal {
  // One that was just closed may still be on its way out.
  #socket = `regatta-terminal-${process.pid}-${opened++}`;

  constructor(columns, rows) {
    const { CI: _, NO_COLOR: __, ...env } = process.env;
    const command = `'${process.execPath}' '${script}'; exec sleep 60`;
    const size = ["-x", String(columns), "-y", String(rows)];
    execFileSync("tmux", ["-L", this.#socket, "-f", "/dev/null", "new-session", "-d", ...size, command], {
      env,
    });
    this.#tmux("set-option", "-g", "status", "off");
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

  /** Waits until a line on the screen is so. */
  async until(isSo) {
    for (let i = 0; i < 400; i++) {
      const lines = this.lines();
      if (lines.some(isSo)) return lines;
      await sleep(50);
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

/** The live area on a screen. */
function frameOf(lines) {
  return lines.slice(lines.findIndex((line) => HEAD.test(line)));
}

async function drive(columns, rows, resized) {
  console.log(`\n${columns} columns, ${rows} lines${resized ? `, then ${resized.join(" and ")}` : ""}`);
  const terminal = new Terminal(columns, rows);
  try {
    await terminal.until((line) => /^deploying|░ deploying/.test(line));
    const under = await terminal.until((line) => /\b1[5-9]\d\/500 files/.test(line));
    console.log(under.map((line) => `  | ${line}`).join("\n"));
    const frame = frameOf(under);
    check(`the live area has ${frame.length} lines, half of the terminal or less`, frame.length <= rows / 2);
    check("its first line stands once on the screen", under.filter((line) => HEAD.test(line)).length === 1);
    if (resized) terminal.resize(...resized);
    await terminal.until((line) => line.includes(ENDED));
    const all = terminal.lines(true);
    console.log(
      all
        .slice(all.findLastIndex((line) => line.startsWith("✗")))
        .map((line) => `  | ${line}`)
        .join("\n"),
    );
    const failures = all.filter((line) => /^\d\d:\d\d:\d\d \S+ failed integration/.test(line));
    check("every failure is told once, and stays", failures.length === 4 && new Set(failures).size === 4);
    const left = all.filter((line) => HEAD.test(line)).length;
    check(`of the live area ${left} lines are left`, resized ? left <= 2 : left === 0);
    check("no line of Jest's is lost", all.filter((line) => line.startsWith("PASS ")).length === 496);
  } finally {
    terminal.close();
  }
}

await drive(80, 24);
await drive(200, 50);
await drive(120, 40, [80, 24]);
process.exitCode = problems > 0 ? 1 : 0;
