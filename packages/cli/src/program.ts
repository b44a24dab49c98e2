import { Command, CommanderError } from "commander";
import type { CommandContext, Perform } from "./command-context.ts";
import { declareClean } from "./commands/clean/index.ts";
import { declareDemo } from "./commands/demo/index.ts";
import { declareDeploy } from "./commands/deploy/index.ts";
import { declareDoctor } from "./commands/doctor/index.ts";
import { declareFingerprint } from "./commands/fingerprint/index.ts";
import { declareInit } from "./commands/init/index.ts";
import { declareJUnit } from "./commands/junit/index.ts";
import { declareLocalAws } from "./commands/local-aws/index.ts";
import { declarePlan } from "./commands/plan/index.ts";
import { declarePool } from "./commands/pool.ts";
import { declareReplay } from "./commands/replay/index.ts";
import { declareReport } from "./commands/report/index.ts";
import { declareRun } from "./commands/run/index.ts";
import { declareSetup } from "./commands/setup/index.ts";
import { declareStats } from "./commands/stats/index.ts";
import { declareTrace } from "./commands/trace/index.ts";
import { declareUi } from "./commands/ui/index.ts";
import { exitCode } from "./exit-code.ts";
import { helpText } from "./help-text.ts";
import { coloursFor } from "./output/colours.ts";
import { reportError } from "./report-error.ts";
import { version } from "./version.ts";

export interface ProgramOptions extends CommandContext {
  /** The arguments, without the interpreter and the script. */
  argv: string[];
}

/** The whole command, apart from the process it runs in. @returns the exit code; never rejects. */
export async function runProgram({ argv, ...context }: ProgramOptions): Promise<number> {
  let result: number = exitCode.ok;
  const program = createProgram(context, async (action) => {
    result = await action(context);
  });
  try {
    await program.parseAsync(argv, { from: "user" });
    return result;
  } catch (error) {
    // Commander has already said what is wrong.
    if (error instanceof CommanderError) return isHelp(error) ? exitCode.ok : exitCode.usage;
    return reportError(error, context);
  }
}

function isHelp({ code }: CommanderError): boolean {
  return code === "commander.helpDisplayed" || code === "commander.version";
}

/** The commands and their options; `perform` has what is to be done about the arguments they are given. */
export function createProgram({ stdout, stderr, env }: CommandContext, perform: Perform): Command {
  const { bold } = coloursFor(stdout, env);
  const program = new Command("regatta")
    .description("Runs a team's cloud integration tests in parallel, each test file alone in an AWS account.")
    .version(version, "-v, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .addHelpText("after", helpText(introduction))
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError("next: add --help to see what can be said here")
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 100,
      getErrHelpWidth: () => stderr.columns ?? 100,
      // What decides is in coloursFor.
      getOutHasColors: () => true,
      getErrHasColors: () => coloursFor(stderr, env).isColorSupported,
    })
    .configureHelp({ styleTitle: bold, subcommandTerm: (command) => command.name() });
  for (const [title, declarations] of groups) {
    program.commandsGroup(title);
    for (const declare of declarations) declare(program, perform);
  }
  // Belongs to the last group.
  return program.helpCommand("help [command]", "show the help of a command");
}

const groups: Array<[title: string, declarations: Array<(program: Command, perform: Perform) => void>]> = [
  ["Running tests:", [declareRun, declareReplay, declareDeploy, declarePlan, declareFingerprint]],
  ["Seeing runs:", [declareUi, declareReport, declareStats, declareJUnit, declareTrace]],
  ["The pool of accounts:", [declarePool, declareClean, declareDoctor, declareSetup]],
  ["Beginning:", [declareDemo, declareLocalAws, declareInit]],
];

const introduction = `
Exit codes: 0 every selected test file passed, 1 tests failed, 2 wrong usage or configuration,
3 the infrastructure failed so that some files have no result, 130 or 143 interrupted.
An error ends with what to do next; its code is explained in docs/troubleshooting.md.

Begin with:
  regatta demo         the whole job, with a sample shop on an AWS on this machine
  regatta local-aws    an AWS on this machine, with a pool of accounts, to try everything on
  regatta init         write a configuration
`;
