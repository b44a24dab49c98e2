import type { InterruptSource } from "@regatta/run";

/** What a command may touch of the process it runs in. */
export interface CommandContext {
  /** Absolute. */
  cwd: string;
  env: NodeJS.ProcessEnv;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** Where a person answers; nobody can be asked when it is left out. */
  stdin?: NodeJS.ReadStream;
  interrupt: InterruptSource;
}

/** What a command does. @returns its exit code. */
export type Action = (context: CommandContext) => Promise<number>;

/** Performs a command's action; how commands are declared apart from the process they run in. */
export type Perform = (action: Action) => Promise<void>;
