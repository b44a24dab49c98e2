import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withLock } from "./file-lock.ts";
import { git } from "./git.ts";
import { parseRemote, type Remote } from "./remote.ts";
import { parseRemoteRefs, type RemoteRefs } from "./remote-refs.ts";

export interface RepositoryCacheOptions {
  /** A URL, `user@host:path` or an absolute path. */
  git: string;
  /** The folder of all caches. */
  cache: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/** What is kept of one repository: a bare mirror without history, and the work trees made from it. */
export class RepositoryCache {
  /** The repository, as it may be shown. */
  readonly name: string;
  readonly #remote: Remote;
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #signal: AbortSignal | undefined;

  constructor({ git: address, cache, env, signal }: RepositoryCacheOptions) {
    this.#remote = parseRemote(address);
    this.name = this.#remote.url;
    this.#folder = join(cache, this.#remote.key);
    this.#env = env;
    this.#signal = signal;
  }

  get mirror(): string {
    return join(this.#folder, "mirror.git");
  }

  /** The folder of a work tree. @param name letters, digits, - . _ */
  tree(name: string): string {
    return join(this.#folder, "trees", name);
  }

  /** Asks the repository for its branches and tags. @throws RegattaError GIT_FAILED. */
  async refs(): Promise<RemoteRefs> {
    return this.exclusively(async () => {
      const args = ["ls-remote", "--symref", this.#remote.url, "HEAD", "refs/heads/*", "refs/tags/*"];
      return parseRemoteRefs(await this.#withCredentials(args));
    });
  }

  /** Fetches a commit, without its history, unless it is here already. @throws RegattaError GIT_FAILED. */
  async fetch(commit: string): Promise<void> {
    await this.exclusively(async () => {
      if (await this.#has(commit)) return;
      await this.#clearLeftovers();
      await this.#withCredentials(["fetch", "--quiet", "--depth=1", "--no-tags", this.#remote.url, commit]);
    });
  }

  /** Runs git in a folder of this cache. */
  git(args: string[], cwd = this.mirror): Promise<string> {
    return git(args, { cwd, env: this.#env, ...(this.#signal ? { signal: this.#signal } : {}) });
  }

  /** Runs work on the mirror, which is there then, alone among all processes. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const alone = async () => {
      await this.#make();
      return work();
    };
    return withLock(join(this.#folder, "mirror.lock"), alone, this.#signal);
  }

  // Made beside its place and then moved there: half a mirror is never seen.
  async #make(): Promise<void> {
    if (await isThere(this.mirror)) return;
    const draft = `${this.mirror}.${randomBytes(4).toString("hex")}`;
    await mkdir(draft, { recursive: true });
    // No template: it would bring hooks. Line endings as committed: equal content on every machine.
    await this.git(["init", "--quiet", "--bare", "--template="], draft);
    await this.git(["config", "core.autocrlf", "false"], draft);
    // For what looks it up in a work tree: git-lfs, release tools.
    await this.git(["config", "remote.origin.url", this.#remote.url], draft);
    await rename(draft, this.mirror);
  }

  async #has(commit: string): Promise<boolean> {
    try {
      await this.git(["cat-file", "-e", `${commit}^{tree}`]);
      return true;
    } catch {
      this.#signal?.throwIfAborted();
      return false;
    }
  }

  // A git that was killed leaves its locks behind; whoever has the mirror to himself may clear them.
  async #clearLeftovers(): Promise<void> {
    const names = await readdir(this.mirror);
    const locks = names.filter((name) => name.endsWith(".lock"));
    await Promise.all(locks.map((name) => rm(join(this.mirror, name), { force: true })));
  }

  // On a command line they would be there for all to see, and so they would with git's own URLs.
  async #withCredentials(args: string[]): Promise<string> {
    const { credentials } = this.#remote;
    if (credentials === undefined) return this.git(args);
    const file = join(this.#folder, `credentials-${randomBytes(8).toString("hex")}`);
    await writeFile(file, `${credentials}\n`, { mode: 0o600 });
    const helper = [
      "credential.helper=",
      `credential.helper=store --file=${quoted(file)}`,
      "credential.useHttpPath=false",
    ];
    try {
      return await this.git([...helper.flatMap((setting) => ["-c", setting]), ...args]);
    } finally {
      await rm(file, { force: true });
    }
  }
}

/** For the shell in which git runs its helpers. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

async function isThere(folder: string): Promise<boolean> {
  return readdir(folder).then(
    () => true,
    () => false,
  );
}
