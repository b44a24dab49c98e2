import { strict as assert } from "node:assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { built, root } from "../../bench/built.mjs";
import { installFromPyPi } from "../../compat/installed.mjs";

/** In the place of the real one: StackSets, which the embedded AWS has not, are checked by the CLI's own model and kept. */
const AWS = `#!/bin/bash
case "$1 $2" in
"cloudformation create-stack-set" | "cloudformation create-stack-instances")
  "$AWS_CLI" "$@" --generate-cli-skeleton output > /dev/null || exit
  printf '%s\\n' "$@" > "$HOME/$2.txt" ;;
*) exec "$AWS_CLI" "$@" ;;
esac
`;

/** A reader's terminal: a project, the AWS CLI, and an embedded AWS behind both. */
export class Terminal {
  #env;

  static async open() {
    const tools = installFromPyPi("awscli", ["awscli==1.46.3"], "about 190 MB");
    const { startLocalAws } = await built("local-aws");
    const { KitProject } = await import(join(root, "packages/setup/dist/testing/kit-project.js"));
    const aws = await startLocalAws({ accounts: 2, timings: { observeMs: 0 } });
    return new Terminal(aws, new KitProject(), join(tools, "bin/aws"));
  }

  constructor(aws, project, cli) {
    this.aws = aws;
    this.project = project;
    this.folder = project.directory;
    const bin = join(this.folder, "bin");
    const modules = join(this.folder, "node_modules");
    for (const path of [
      bin,
      join(modules, ".bin"),
      join(modules, "@regatta"),
      join(this.folder, "home/.aws"),
    ])
      mkdirSync(path, { recursive: true });
    chmodSync(project.write("bin/aws", AWS), 0o755);
    for (const at of [join(bin, "regatta"), join(modules, ".bin/regatta")])
      symlinkSync(join(root, "packages/cli/bin/regatta.js"), at);
    symlinkSync(join(root, "packages/cli"), join(modules, "regatta"));
    symlinkSync(join(root, "packages/jest-runner"), join(modules, "@regatta/jest-runner"));
    this.#env = {
      ...aws.env,
      PATH: `${bin}:${process.env.PATH}`,
      HOME: join(this.folder, "home"),
      AWS_CLI: cli,
      AWS_PAGER: "",
      AWS_EC2_METADATA_DISABLED: "true",
      CI: "true",
    };
  }

  /** What every command has in its environment. */
  get env() {
    return { ...this.#env };
  }

  /** Sets variables for all that comes, as `export` does; undefined takes one away. */
  export(variables) {
    for (const [name, value] of Object.entries(variables))
      if (value === undefined) delete this.#env[name];
      else this.#env[name] = value;
  }

  /** Has bash run a line. */
  async run(line, more = {}) {
    const child = spawn("bash", ["-c", line], {
      cwd: this.folder,
      env: { ...this.#env, ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    const [code] = await once(child, "close");
    return { code, output };
  }

  /** The same, and looks at its exit code. @returns its output. */
  async type(line, { code = 0, more } = {}) {
    const ended = await this.run(line, more);
    assert.equal(ended.code, code, `${line}\n${ended.output}`);
    return ended.output;
  }

  async close() {
    await this.aws.close();
    this.project.remove();
  }
}
