import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";

/** An empty folder, in which npm installs from our own registry what is ours, and somebody works as with any project. */
export class EmptyProject {
  path = realpathSync(mkdtempSync(join(tmpdir(), "regatta-project-")));
  /** Nothing of this machine's AWS settings. */
  #env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS|CI_|CIRCLE|GITHUB)/.test(name)),
  );

  constructor(registry) {
    this.write("package.json", '{ "name": "first-steps", "version": "1.0.0", "private": true }\n');
    this.write(".npmrc", `@regatta:registry=${registry}\naudit=false\nfund=false\nupdate-notifier=false\n`);
  }

  write(path, text) {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  async install(...what) {
    const { status, output } = await this.#call("npm", [
      "install",
      "--save-dev",
      "--loglevel=error",
      ...what,
    ]);
    if (status !== 0) throw new Error(`npm install ${what.join(" ")}\n${output}`);
  }

  /** Runs a command that is installed here, with more in its environment. @returns what became of it. */
  run(command, args, env = {}) {
    const installed = join(this.path, "node_modules/.bin", command);
    return this.#call(process.execPath, [installed, ...args], { CI: "true", ...env });
  }

  // Never synchronously: the registry that npm asks is in this process.
  async #call(file, args, env = {}) {
    const child = spawn(file, args, {
      cwd: this.path,
      env: { ...this.#env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 300_000,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    const [status] = await once(child, "close");
    return { status, output };
  }

  /** Starts a command that goes on. @returns its first line, and what ends it. */
  async start(command, args) {
    const child = spawn(process.execPath, [join(this.path, "node_modules/.bin", command), ...args], {
      cwd: this.path,
      env: this.#env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(createInterface(child.stdout), "line");
    return {
      line,
      end: async () => {
        child.kill();
        await once(child, "exit");
      },
    };
  }

  /** The names of all packages that are installed, wherever in the tree. */
  installed() {
    const paths = readdirSync(join(this.path, "node_modules"), { recursive: true, encoding: "utf8" });
    const manifests = paths.map(
      (path) => /(?:^|node_modules\/)((?:@[^/]+\/)?[^/@]+)\/package\.json$/.exec(path)?.[1],
    );
    return new Set(manifests.filter((name) => name !== undefined));
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}
