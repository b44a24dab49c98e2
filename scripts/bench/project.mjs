import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cli, root } from "./built.mjs";

/** A user's project in a temporary folder, with the CLI to run in it. */
export class Project {
  directory = mkdtempSync(join(tmpdir(), "regatta-bench-"));
  #env;

  /** @param config what regatta.config.json holds beside the pool's table. @param files contents by path. */
  constructor({ aws, config, files }) {
    this.#env = { ...process.env, ...aws.env, CI: "true" };
    mkdirSync(join(this.directory, "node_modules"));
    symlinkSync(join(root, "node_modules/jest"), join(this.directory, "node_modules/jest"));
    this.write("package.json", JSON.stringify({ name: "bench", jest: { transform: {} } }));
    this.write("regatta.config.json", JSON.stringify({ pool: { table: "bench" }, ...config }));
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path, content) {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true });
    writeFileSync(join(this.directory, path), content);
  }

  /** Runs the CLI to its end. @returns its output. */
  regatta(...args) {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [cli, ...args], {
        cwd: this.directory,
        env: this.#env,
        stdio: ["ignore", "pipe", "pipe"],
      });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
      child.on("close", (code) =>
        code === 0
          ? resolve(output)
          : reject(new Error(`regatta ${args.join(" ")} ended with ${code}:\n${output}`)),
      );
    });
  }

  /** Makes the pool's table and puts every account into it. */
  async fillPool(accounts) {
    await this.regatta("pool", "init");
    for (const { id, region, roleArn, externalId } of accounts) {
      await this.regatta(
        "pool",
        "add",
        id,
        "--region",
        region,
        "--role",
        roleArn,
        "--external-id",
        externalId,
      );
    }
  }

  /** The events of the last run. */
  events() {
    const path = join(this.directory, ".regatta/runs/latest/events.jsonl");
    return readFileSync(path, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  remove() {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
