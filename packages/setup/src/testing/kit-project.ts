import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const cli = fileURLToPath(new URL("../../../cli/bin/regatta.js", import.meta.url));

const template = {
  Resources: {
    Setting: { Type: "AWS::SSM::Parameter", Properties: { Name: "/kit/app", Type: "String", Value: "1" } },
  },
};

/** A small project of a user of Regatta, with one service and one test file. */
export class KitProject {
  readonly directory = mkdtempSync(join(tmpdir(), "regatta-kit-"));

  constructor() {
    const jest = dirname(createRequire(import.meta.url).resolve("jest/package.json"));
    mkdirSync(join(this.directory, "node_modules"));
    symlinkSync(jest, join(this.directory, "node_modules", "jest"));
    this.#write("package.json", { name: "kit", jest: { transform: {} } });
    this.#write("template.json", template);
    const services = { app: { directory: ".", template: "template.json", inputs: ["!**", "template.json"] } };
    const config = { pool: { table: "regatta" }, services, deploy: { pollMs: 20 } };
    const cleaning = { roleName: "regatta-cleaner", protectedStacks: ["regatta-*-role"], proofSeconds: 0 };
    this.#write("regatta.config.json", { ...config, cleaning });
    writeFileSync(join(this.directory, "app.test.js"), 'test("is there", () => expect(1).toBe(1));\n');
  }

  /** Runs the real command to its end. */
  async regatta(args: string[], env: Record<string, string>): Promise<{ code: number; output: string }> {
    const own = {
      PATH: process.env.PATH ?? "",
      HOME: this.directory,
      CI: "true",
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: this.directory,
      env: { ...own, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    const [code] = (await once(child, "close")) as [number];
    return { code, output };
  }

  write(name: string, text: string): string {
    writeFileSync(join(this.directory, name), text);
    return join(this.directory, name);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  #write(name: string, content: object): void {
    writeFileSync(join(this.directory, name), JSON.stringify(content));
  }
}
