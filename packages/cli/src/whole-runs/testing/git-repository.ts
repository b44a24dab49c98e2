import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A git repository in a folder of a test, by nobody's settings but its own. */
export class GitRepository {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
    mkdirSync(directory, { recursive: true });
    this.git("init", "--quiet", "--initial-branch", "main");
  }

  git(...args: string[]): string {
    const settings = [
      "-c",
      "user.name=test",
      "-c",
      "user.email=test@example.com",
      "-c",
      "commit.gpgsign=false",
    ];
    return execFileSync("git", [...settings, ...args], {
      cwd: this.directory,
      encoding: "utf8",
      env: { PATH: process.env.PATH, HOME: this.directory, GIT_CONFIG_NOSYSTEM: "1" },
    }).trim();
  }

  write(path: string, content: string): void {
    const absolute = join(this.directory, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
  }

  /** Commits everything there is. @returns the commit. */
  commit(message = "change"): string {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
    return this.git("rev-parse", "HEAD");
  }
}
