import { Command } from "commander";
import { Interrupts } from "../interrupts.ts";
import { createProgram } from "../program.ts";
import { CapturedStream } from "./captured-stream.ts";

export interface ParsedOnly {
  /** What the program says against the arguments; empty when it takes them. */
  complaint: string;
  /** The options that would go to Jest. */
  forJest: string[];
}

/** Has the real program parse arguments that are complete, and does nothing with them. */
export async function parseOnly(args: string[]): Promise<ParsedOnly> {
  const { program, stderr } = idleProgram();
  try {
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    const isHelp = (error as { code?: string }).code === "commander.helpDisplayed";
    return { complaint: isHelp ? "" : stderr.text || String(error), forJest: [] };
  }
  const command = commandNamed(program, args);
  return { complaint: "", forJest: takesJests(command) ? command.args.filter(isOption).map(nameOf) : [] };
}

/** Looks only whether the command is there, and has options of these names. */
export function lookUpOnly(args: string[]): ParsedOnly {
  const { program } = idleProgram();
  const command = commandNamed(program, args);
  const last = args.filter((argument) => !isOption(argument)).at(-1);
  if (command.commands.length > 0 && last !== undefined && last !== command.name()) {
    return { complaint: `${command.name()} has no command ${last}`, forJest: [] };
  }
  const known = ["--help", ...command.options.flatMap(({ long, short }) => [long, short])];
  const unknown = args
    .filter(isOption)
    .map(nameOf)
    .filter((name) => !known.includes(name));
  return takesJests(command)
    ? { complaint: "", forJest: unknown }
    : { complaint: unknown.join(" "), forJest: [] };
}

/** The program, with nothing behind its commands. */
export function idleProgram(): { program: Command; stderr: CapturedStream } {
  const stdout = new CapturedStream();
  const stderr = new CapturedStream();
  const context = {
    cwd: "/",
    env: {},
    stdout: stdout.asProcessStream(),
    stderr: stderr.asProcessStream(),
    interrupt: new Interrupts(),
  };
  return { program: createProgram(context, async () => undefined), stderr };
}

/** The innermost command that the arguments begin with. */
export function commandNamed(program: Command, [name, ...rest]: string[]): Command {
  const command = program.commands.find((one) => one.name() === name);
  return command instanceof Command ? commandNamed(command, rest) : program;
}

const takesJests = (command: Command) => command.usage().includes("jest arguments");
const isOption = (argument: string) => /^--?\w/.test(argument);
const nameOf = (option: string) => option.replace(/=.*/, "");
