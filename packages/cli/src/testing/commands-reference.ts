import type { Command } from "commander";
import { Interrupts } from "../interrupts.ts";
import { createProgram } from "../program.ts";
import { CapturedStream } from "./captured-stream.ts";

/** Where there is more about a command than its help says, from docs/. A command of `pool` has that of `pool` otherwise. */
const PAGES: Record<string, Array<[title: string, link: string]>> = {
  regatta: [["first steps", "first-steps.md"]],
  "regatta run": [
    ["Jest's options", "jest.md"],
    ["which file runs where", "scheduling.md"],
    ["verdicts", "verdicts.md"],
    ["what a run says", "output.md"],
    ["in CI", "ci.md"],
  ],
  "regatta replay": [["your own account, and replay", "personal.md"]],
  "regatta deploy": [["deploying", "deploying.md"]],
  "regatta plan": [["deploying", "deploying.md"]],
  "regatta fingerprint": [["fingerprints", "fingerprints.md"]],
  "regatta report": [["the page of a run", "report.md"]],
  "regatta stats": [["what weeks of runs add up to", "stats.md"]],
  "regatta junit": [["the JUnit report", "junit.md"]],
  "regatta trace": [["traces and metrics", "telemetry.md"]],
  "regatta pool": [["the pool", "pool.md"]],
  "regatta pool import": [["setting up a real pool", "setup.md"]],
  "regatta pool init": [["setting up a real pool", "setup.md"]],
  "regatta pool warm": [["deploying", "deploying.md"]],
  "regatta clean": [["cleaning", "cleaning.md"]],
  "regatta doctor": [["setting up a real pool", "setup.md"]],
  "regatta setup": [["setting up a real pool", "setup.md"]],
  "regatta ui": [["the live page", "ui.md"]],
  "regatta init": [["configuration", "configuration.md"]],
  "regatta local-aws": [["first steps", "first-steps.md"]],
  "regatta demo": [["first steps", "first-steps.md"]],
};

const introduction = `# Commands

<!-- Written by packages/cli/write-commands.mjs; change the commands themselves. -->

What \`regatta <command> --help\` says, in a terminal of 100 columns. Durations are written \`90s\`, \`10m\`, \`1h30m\`; a number
alone is seconds.
`;

/** Writes docs/commands.md from the commands themselves. */
export function commandsReference(): string {
  const helps = helpOfEach(100);
  return [introduction, tableOf(helps.slice(1)), ...helps.map(chapter)].join("\n");
}

export interface CommandHelp {
  command: Command;
  /** With those it belongs to: `regatta pool add`. */
  name: string;
  help: string;
}

/** What `--help` says of the program and of each of its commands. @param columns of the terminal. */
export function helpOfEach(columns: number): CommandHelp[] {
  const stdout = new CapturedStream({ columns });
  const program = createProgram(
    {
      cwd: "/",
      env: { NO_COLOR: "1" },
      stdout: stdout.asProcessStream(),
      stderr: new CapturedStream().asProcessStream(),
      interrupt: new Interrupts(),
    },
    async () => undefined,
  );
  return [program, ...below(program)].map((command) => {
    stdout.text = "";
    command.outputHelp();
    return { command, name: fullName(command), help: stdout.text.trim() };
  });
}

// Those of a group right behind it.
function below(command: Command): Command[] {
  const own = command.createHelp().visibleCommands(command);
  return own.filter((one) => one.name() !== "help").flatMap((one) => [one, ...below(one)]);
}

function fullName(command: Command): string {
  return command.parent ? `${fullName(command.parent)} ${command.name()}` : command.name();
}

function tableOf(helps: CommandHelp[]): string {
  const rows = helps.map(({ command, name }, at) => {
    const group = command.parent?.parent ? undefined : command.helpGroup();
    const isFirst =
      group !== undefined && helps.slice(0, at).every((one) => one.command.helpGroup() !== group);
    const title = isFirst ? `| **${group.replace(/:$/, "")}** | |\n` : "";
    return `${title}| [\`${name}\`](#${name.replaceAll(" ", "-")}) | ${command.summary()} |\n`;
  });
  return `| command | what it does |\n|---|---|\n${rows.join("")}`;
}

function chapter({ command, name, help }: CommandHelp): string {
  const pages = PAGES[name] ?? (command.parent && PAGES[fullName(command.parent)]) ?? [];
  const more = pages.map(([title, link]) => `[${title}](${link})`).join(", ");
  return `## ${name}\n\n\`\`\`\n${help}\n\`\`\`\n${more === "" ? "" : `\nMore: ${more}.\n`}`;
}
