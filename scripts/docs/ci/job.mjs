import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const LIMIT_MS = 180_000;

/** A step that a job did not get past. */
export class StepFailed extends Error {
  constructor(step, { code, output }) {
    super(`${step} ended with ${code}:\n${output}`);
    this.code = code;
    this.output = output;
  }
}

/** The machine of one job of a CI: a folder to check out into, a home, and an environment that steps may add to. */
export class Job {
  folder;
  env;
  said = "";
  stored = [];
  #source;

  /**
   * @param source what a checkout copies. @param bin programs that come first. @param jobs the folder to work below.
   * @param env what the CI sets. @param flags of bash, as the CI calls it.
   */
  constructor({ source, bin, jobs, env, flags }) {
    this.#source = source;
    this.folder = mkdtempSync(join(jobs, "job-"));
    this.flags = flags;
    const home = join(this.folder, "home");
    mkdirSync(home);
    this.env = { PATH: `${bin}:${process.env.PATH}`, HOME: home, AWS_EC2_METADATA_DISABLED: "true", ...env };
  }

  get work() {
    return join(this.folder, "work");
  }

  checkOut() {
    cpSync(this.#source, this.work, { recursive: true, verbatimSymlinks: true });
  }

  /** Has bash run a step's script. @throws StepFailed */
  async run(name, script, env = {}) {
    const cwd = existsSync(this.work) ? this.work : this.folder;
    const child = spawn("bash", [...this.flags, "-c", script], {
      cwd,
      env: { ...this.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT_MS,
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    const [code] = await once(child, "close");
    this.said += output;
    if (code !== 0) throw new StepFailed(name, { code, output });
  }

  /** Takes a file or folder away as the CI would, and looks that there is something in it. */
  store(path) {
    const from = resolve(this.work, path.replace(/^~/, this.env.HOME));
    if (!existsSync(from)) throw new Error(`there is nothing to store at ${path}`);
    this.stored.push(path);
  }

  /** The JUnit reports below a path. @throws where there is none. */
  reports(path) {
    const from = resolve(this.work, path);
    const files = existsSync(from) && path.endsWith(".xml") ? [from] : filesBelow(from);
    const reports = files.filter((file) => file.endsWith(".xml")).map((file) => readFileSync(file, "utf8"));
    if (reports.length === 0) throw new Error(`there is no report at ${path}`);
    return reports;
  }
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
}
