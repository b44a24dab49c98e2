import type { InterruptSource } from "@regatta/run";

/** Where a command's interruptions come from. */
export interface CommandInterrupts extends InterruptSource {
  /**
   * A child shares the terminal: Ctrl-C there is the child's business, and ends this process however often it comes only
   * after the child.
   * @returns takes the terminal back.
   */
  leaveToChild(): () => void;
}

/** What a command may touch of the process it runs in. */
export interface CommandContext {
  /** Absolute. */
  cwd: string;
  env: NodeJS.ProcessEnv;
  stdout: NodeJS.WriteStream;
  stderr: NodeJS.WriteStream;
  /** Where a person answers; nobody can be asked when it is left out. */
  stdin?: NodeJS.ReadStream;
  interrupt: CommandInterrupts;
}

/** What a command does. @returns its exit code. */
export type Action = (context: CommandContext) => Promise<number>;

/** Performs a command's action; how commands are declared apart from the process they run in. */
export type Perform = (action: Action) => Promise<void>;
