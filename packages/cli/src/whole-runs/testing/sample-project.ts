import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export interface SampleProjectOptions {
  /** Contents by path relative to the project. */
  files: Record<string, string>;
  /** What regatta.config.json holds, beside the defaults below. */
  config?: Record<string, unknown>;
}

/** A user's project in a folder of its own, with its own installed Jest. */
export class SampleProject {
  readonly directory = mkdtempSync(join(tmpdir(), "regatta-project-"));

  constructor({ files, config = {} }: SampleProjectOptions) {
    const jest = dirname(createRequire(import.meta.url).resolve("jest/package.json"));
    mkdirSync(join(this.directory, "node_modules"));
    // There from the start, so that a test can watch it for a run's events.
    mkdirSync(join(this.directory, ".regatta"));
    symlinkSync(jest, join(this.directory, "node_modules", "jest"));
    this.write("package.json", JSON.stringify({ name: "sample", jest: { transform: {} } }));
    this.write(
      "regatta.config.json",
      JSON.stringify({ pool: { table: "regatta" }, services: {}, deploy: { pollMs: 20 }, ...config }),
    );
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: string): void {
    const absolute = join(this.directory, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** A test file with one test of this body. */
export function testFile(body: string): string {
  return `test("works", async () => { ${body} });\n`;
}

/** A test file whose only test never ends, and has no limit of its own. */
export const endlessFile = 'test("ends", () => new Promise((r) => setTimeout(r, 1e8)), 1e8);\n';

/** So many passing test files, `tests/<name>-<n>.test.js`. */
export function passingFiles(count: number, body = ""): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`tests/pass-${i}.test.js`, testFile(body)]),
  );
}
