import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import type { RunEvent } from "@regatta/run-log";
import { eventFiles, readEvents } from "../../whole-runs/testing/run-events.ts";
import { commandNamed, idleProgram } from "../parse-only.ts";
import { caseOf } from "./case-of.ts";
import { DocsWorld } from "./docs-world.ts";
import type { DocumentedCommand } from "./documented-commands.ts";
import { has, valueAfter } from "./words.ts";

/** What became of a command. */
export interface Ended {
  code: number | null;
  stdout: string;
  output: string;
}

/** Runs a line of shell in the world's project; one that goes on is interrupted once it said that. */
export type RunLine = (docs: DocsWorld, line: ShellLine) => Promise<Ended>;

export interface ShellLine {
  shell: string;
  args: string[];
  untilSaid?: RegExp | undefined;
  signal?: "SIGINT" | "SIGTERM" | undefined;
}

/**
 * Runs a documented command in a world made for it, and looks whether it did what it should have done.
 * @throws AssertionError, or whatever kept it from being run.
 */
export async function tryCommand({ args, shell }: DocumentedCommand, runLine: RunLine): Promise<void> {
  const docs = await DocsWorld.start();
  try {
    if (args.includes("--help")) return checkHelp(await runLine(docs, { shell, args }));
    const { given, asks, goesOn, exitCode = 0, check } = caseOf(args);
    await given?.(docs, args);
    moveConfig(docs, args);
    const before = new Set(eventFiles(docs.folder));
    let ended = await runLine(docs, { shell: inProject(shell, docs), args, ...goesOn?.(args) });
    if (asks && !args.includes("--yes") && !args.includes("--json")) {
      assert.equal(ended.code, 2, ended.output);
      assert.match(ended.output, /CONFIRMATION_NEEDED/);
      ended = await runLine(docs, { shell: `${shell} --yes`, args: [...args, "--yes"] });
    }
    const own = typeof exitCode === "number" ? exitCode : exitCode(args);
    // Of a pipe it is the last program's.
    assert.equal(ended.code, shell.includes(" | ") ? 0 : own, ended.output);
    const events = (): RunEvent[] =>
      eventFiles(docs.folder).flatMap((file) => (before.has(file) ? [] : readEvents(file)));
    await check({
      docs,
      args,
      shell,
      events,
      output: ended.output,
      stdout: ended.stdout || redirected(shell, docs),
    });
  } finally {
    await docs.close();
  }
}

/** What says of itself that it needs none with `--table` gets no configuration; that of `--config` is found nowhere else. */
function moveConfig(docs: DocsWorld, args: string[]): void {
  const config = valueAfter(args, "--config");
  if (config?.startsWith("regatta")) docs.move("regatta.config.json", config);
  const said = commandNamed(idleProgram().program, args).options.find(({ long }) => long === "--table");
  if (has(args, "--table") && said?.description.includes("no configuration is needed"))
    docs.remove("regatta.config.json");
}

function checkHelp({ code, output }: Ended): void {
  assert.equal(code, 0, output);
  assert.match(output, /^Usage: regatta/m);
}

/** Folders that pages give for examples. */
function inProject(shell: string, docs: DocsWorld): string {
  return shell.replaceAll("/srv/shop", docs.folder).replace(/^(\S+ \S+ \* \* \*) +/, "");
}

function redirected(shell: string, docs: DocsWorld): string {
  const [, file] = / >>? *(\S+)$/.exec(shell) ?? [];
  return file === undefined ? "" : readFileSync(docs.path(file), "utf8");
}
