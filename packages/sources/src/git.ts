import { endWithProcess, RegattaError } from "@regatta/foundation";
import { withoutCredentials } from "./remote.ts";

export interface GitOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal | undefined;
}

/** Variables that would point git at another repository than the one it is started in (git(1)). */
const elsewhere = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_NAMESPACE",
  "GIT_PREFIX",
];

// Whatever the user's configuration says: no hooks of theirs, no clean-up in the background while others read, and a
// protocol in which a commit may be asked for by its id.
const settings = ["core.hooksPath=/dev/null", "gc.auto=0", "maintenance.auto=false", "protocol.version=2"];

/**
 * Runs git without ever asking anybody anything.
 * @returns what it printed.
 * @throws RegattaError GIT_FAILED with git's own words, without credentials; the signal's reason when aborted.
 */
export async function git(args: string[], { cwd, env, signal }: GitOptions): Promise<string> {
  // Loaded here: most runs take nothing of other repositories.
  const { execa } = await import("execa");
  signal?.throwIfAborted();
  const running = execa("git", [...settings.flatMap((setting) => ["-c", setting]), ...args], {
    cwd,
    env: environmentOf(env),
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    // A process group without a terminal: ssh, which git starts, has nobody to ask either.
    detached: true,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  // Asked in a way that lets it remove its locks.
  const forget = endWithProcess(running.pid, "SIGTERM");
  const result = await running.finally(forget);
  if (!result.failed) return result.stdout;
  signal?.throwIfAborted();
  if (result.code === "ENOENT") throw gitFailed("git could not be started", "there is none on the PATH");
  const command = args.find((arg, i) => !arg.startsWith("-") && args[i - 1] !== "-c") ?? "";
  throw gitFailed(`git ${command} failed`, result.stderr || result.shortMessage || "it said nothing");
}

function environmentOf(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !elsewhere.includes(name));
  // English, so that errors can be looked up.
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
}

function gitFailed(what: string, words: string): RegattaError {
  return new RegattaError(`${what}: ${withoutCredentials(words.trim())}`, {
    code: "GIT_FAILED",
    source: "user",
    nextStep:
      "Check the repository's address, and that git reaches it from here without asking for a password.",
  });
}
