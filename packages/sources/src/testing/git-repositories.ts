import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { execa } from "execa";

/** Git as nobody has configured it. */
export const gitEnvironment: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: "/nonexistent",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
};

/** A repository to be cloned from: with a work tree, so that tests can commit to it. */
export class TestRepository {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  get url(): string {
    return pathToFileURL(this.folder).href;
  }

  async git(...args: string[]): Promise<string> {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
    const options = { cwd: this.folder, env: gitEnvironment, extendEnv: false };
    return (await execa("git", [...identity, ...args], options)).stdout;
  }

  /** Writes files and commits them. @returns the commit's id. */
  async commit(files: Record<string, string>): Promise<string> {
    await writeAll(this.folder, files);
    await this.git("add", "-A");
    await this.git("commit", "--quiet", "--allow-empty", "-m", "a change");
    return this.git("rev-parse", "HEAD");
  }

  /** Commits to a branch, which is made if need be, and returns to main. @returns the commit's id. */
  async commitTo(branch: string, files: Record<string, string>): Promise<string> {
    await this.git("checkout", "--quiet", "-B", branch);
    const commit = await this.commit(files);
    await this.git("checkout", "--quiet", "main");
    return commit;
  }
}

/** Temporary folders of one test file; remove them when it ends. */
export class TestFolders {
  readonly #made: string[] = [];

  async folder(files: Record<string, string> = {}): Promise<string> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "regatta-sources-")));
    this.#made.push(folder);
    await writeAll(folder, files);
    return folder;
  }

  /** A repository whose default branch, main, holds these files. */
  async repository(files: Record<string, string>): Promise<TestRepository> {
    const repository = new TestRepository(await this.folder());
    await repository.git("init", "--quiet", "--initial-branch=main");
    await repository.commit(files);
    return repository;
  }

  async removeAll(): Promise<void> {
    await Promise.all(this.#made.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

async function writeAll(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}
