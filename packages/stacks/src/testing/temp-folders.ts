import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";

/** What a test wants on disk: content by path; a link is `-> target`, an executable starts with `#!`. */
export type Tree = Record<string, string>;

/** Temporary folders of one test file; remove them when it ends. */
export class TempFolders {
  readonly #made: string[] = [];

  /** A new folder that holds `tree`. */
  async plain(tree: Tree): Promise<string> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "regatta-stacks-")));
    this.#made.push(folder);
    await write(folder, tree);
    return folder;
  }

  /** A new git work tree that holds `tree`, committed. */
  async repository(tree: Tree): Promise<string> {
    const folder = await this.plain(tree);
    await git(folder, "init", "-q");
    await commitAll(folder);
    return folder;
  }

  async removeAll(): Promise<void> {
    await Promise.all(this.#made.map((folder) => rm(folder, { recursive: true, force: true })));
  }
}

/** Writes a tree into a folder, over what is there. */
export async function write(folder: string, tree: Tree): Promise<void> {
  for (const [name, content] of Object.entries(tree)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    if (content.startsWith("-> ")) {
      await symlink(content.slice(3), path);
    } else {
      await writeFile(path, content);
      if (content.startsWith("#!")) await chmod(path, 0o755);
    }
  }
}

/** Runs git without the configuration of whoever runs the tests. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const identity = [
    "-c",
    "user.name=Test",
    "-c",
    "user.email=test@example.com",
    "-c",
    "commit.gpgsign=false",
  ];
  const isolated = {
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_DIR: undefined,
    GIT_INDEX_FILE: undefined,
  };
  const { stdout } = await execa("git", [...identity, ...args], { cwd: folder, env: isolated });
  return stdout;
}

export async function commitAll(folder: string): Promise<void> {
  await git(folder, "add", "-A");
  await git(folder, "commit", "-q", "-m", "all", "--allow-empty");
}
