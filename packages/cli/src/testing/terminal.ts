import { type LocalAws, type LocalAwsOptions, startLocalAws } from "@regatta/local-aws";
import { type Called, callProgram } from "./call-program.ts";
import { inEnvironment } from "./in-environment.ts";
import { TemporaryFolder } from "./temporary-folder.ts";

export interface TerminalOptions extends LocalAwsOptions {
  /** What `regatta.config.json` of its folder says; the defaults alone when left out. */
  config?: object;
}

/**
 * A folder with a configuration, in which commands are called inside this process, and an embedded AWS, whose
 * environment this process has until the terminal is closed.
 */
export class Terminal {
  readonly aws: LocalAws;
  readonly folder: TemporaryFolder;
  readonly #restore: () => void;

  static async open({ config = {}, ...options }: TerminalOptions): Promise<Terminal> {
    return new Terminal(await startLocalAws(options), config);
  }

  private constructor(aws: LocalAws, config: object) {
    this.aws = aws;
    this.folder = new TemporaryFolder({ "regatta.config.json": JSON.stringify(config) });
    this.#restore = inEnvironment({ ...aws.env, CI_JOB_URL: "" });
  }

  call(...argv: string[]): Promise<Called> {
    return this.callWith({}, ...argv);
  }

  /** The same with something else in its environment. */
  callWith(env: NodeJS.ProcessEnv, ...argv: string[]): Promise<Called> {
    return callProgram(argv, { cwd: this.folder.path, env: { ...process.env, ...env } });
  }

  async close(): Promise<void> {
    this.#restore();
    await this.aws.close();
    this.folder.remove();
  }
}
