// Drives the terminal view in a real terminal emulator (tmux), prints what was captured, and fails where it is not as it should
// be. `npm run terminal`: 500 made-up files over 200 accounts at 80 and 200 columns and through changes of size, then the demo.
// `-- --only made-up` or `-- --only demo`: one of the two.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { isHead, leftOf, liveAreaOf } from "./terminal/live-area.mjs";
import { Terminal } from "./terminal/terminal.mjs";

const { values } = parseArgs({ options: { only: { type: "string" } } });
const root = join(import.meta.dirname, "..");
const node = `'${process.execPath}'`;
// tmux tells a program of sizes that follow one another four times a second.
const STEP_MS = 400;
let problems = 0;

function check(what, isSo) {
  console.log(`${isSo ? "ok      " : "NOT SO  "}${what}`);
  if (!isSo) problems++;
}

function show(lines) {
  console.log(lines.map((line) => `  | ${line}`).join("\n"));
}

function checkLiveArea(screen, rows) {
  const area = liveAreaOf(screen);
  check(`the live area has ${area.length} lines, half of the terminal or less`, area.length <= rows / 2);
  check("its first line stands once on the screen", screen.filter(isHead).length === 1);
}

/** @param most frames that were on their way to the terminal in the very moment in which it changed. */
function checkNothingIsLeft(all, most = 0) {
  const left = leftOf(all);
  const frames = left.filter(isHead).length;
  check(`of the live area ${frames === 0 ? "nothing is" : `${frames} frame is`} left`, frames <= most);
  show(left);
}

/** @param sizes that the terminal is given one after the other, not faster than tmux tells of it. */
async function driveMadeUp([columns, rows], ...sizes) {
  console.log(
    `\nmade-up run: ${[[columns, rows], ...sizes].map((size) => size.join(" × ")).join(", then ")}`,
  );
  const command = `${node} '${join(root, "scripts/terminal/play-run.mjs")}'`;
  const terminal = new Terminal({ columns, rows, command });
  try {
    await terminal.until((line) => /^deploying|░ deploying/.test(line));
    const under = await terminal.until((line) => /\b1[5-9]\d\/500 files/.test(line));
    show(under);
    checkLiveArea(under, rows);
    for (const size of sizes) {
      terminal.resize(...size);
      await sleep(STEP_MS);
    }
    await terminal.until((line) => line.includes("(exit 1)"));
    const all = terminal.lines(true);
    show(all.slice(all.findLastIndex((line) => line.startsWith("rerun"))));
    const failures = all.filter((line) => /^\d\d:\d\d:\d\d \S+ failed integration/.test(line));
    check("every failure is told once, and stays", failures.length === 4 && new Set(failures).size === 4);
    // It prints a hundred lines a second, which no run does.
    checkNothingIsLeft(all, sizes.length > 0 ? 1 : 0);
    check("no line of Jest's is lost", all.filter((line) => line.startsWith("PASS ")).length === 496);
  } finally {
    terminal.close();
  }
}

/** The demo, nothing of it deployed, as whoever tries it sees it. */
async function driveDemo([columns, rows], narrower) {
  console.log(`\ndemo: ${columns} × ${rows}, then ${narrower} columns and back`);
  const state = mkdtempSync(join(tmpdir(), "regatta-terminal-demo-"));
  const command = `cd '${root}' && ${node} packages/demo/dist/main.js --fresh --state '${state}'`;
  const terminal = new Terminal({ columns, rows, command });
  try {
    const deploying = await terminal.until(
      (line) => line.includes("deploying ") && line.includes("/eu-west-1"),
    );
    show(deploying);
    const running = await terminal.until((line) => isHead(line) && / [4-9]\d\/\d+ files/.test(line), 120_000);
    show(running);
    checkLiveArea(running, rows);
    terminal.resize(narrower, rows);
    await sleep(1_000);
    show(liveAreaOf(terminal.lines()));
    checkLiveArea(terminal.lines(), rows);
    terminal.resize(columns, rows);
    await terminal.until((line) => line.includes("(exit 0)"), 120_000);
    const all = terminal.lines(true);
    show(all.slice(all.findLastIndex((line) => line.startsWith("deploys"))));
    checkNothingIsLeft(all);
  } finally {
    terminal.close();
    rmSync(state, { recursive: true, force: true });
  }
}

if (values.only !== "demo") {
  await driveMadeUp([80, 24]);
  await driveMadeUp([200, 50]);
  await driveMadeUp([120, 40], [80, 24]);
  await driveMadeUp([200, 50], [160, 50], [100, 40], [70, 40], [100, 40], [60, 30], [80, 24]);
}
if (values.only !== "made-up") {
  await driveDemo([80, 24], 60);
  await driveDemo([200, 50], 90);
}
process.exitCode = problems > 0 ? 1 : 0;
