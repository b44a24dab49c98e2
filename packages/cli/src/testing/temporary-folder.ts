import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with these files, for one test. */
export class TemporaryFolder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), "regatta-cli-")));

  constructor(files: Record<string, string> = {}) {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: string): void {
    const absolute = join(this.path, path);
    mkdirSync(dirname(absolute), { recursive: true });
    writeFileSync(absolute, content);
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), "utf8");
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
