import { createHash } from "node:crypto";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { BuildSteps } from "./build-steps.ts";

/**
 * Remembers from run to run what was built in a folder. Only where outputs are declared: of others nothing tells
 * whether what was built is still there.
 */
export class BuildStamp {
  /** Its file. */
  readonly path: string;
  readonly #steps: BuildSteps;

  /** @param folder where stamps are kept. */
  constructor(folder: string, steps: BuildSteps) {
    // The same service may be in several work trees, each with what was built in it.
    const place = createHash("sha256").update(steps.directory).digest("hex").slice(0, 8);
    this.path = join(folder, `${steps.service}-${place}.json`);
    this.#steps = steps;
  }

  /** @returns whether the same steps have built the same service here, and their outputs are still there. */
  async holds(): Promise<boolean> {
    if (this.#steps.outputs.length === 0) return false;
    const stamped = await readFile(this.path, "utf8").catch(() => undefined);
    return stamped === this.#content() && (await this.missing()).length === 0;
  }

  /** @returns the declared outputs that are not there. */
  async missing(): Promise<string[]> {
    const { outputs, directory } = this.#steps;
    const there = await Promise.all(outputs.map((output) => exists(resolve(directory, output))));
    return outputs.filter((_, i) => !there[i]);
  }

  /** To be called before steps run: what they have begun to change is what no stamp speaks of. */
  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }

  async write(): Promise<void> {
    if (this.#steps.outputs.length === 0) return;
    await mkdir(dirname(this.path), { recursive: true });
    await writeFile(this.path, this.#content());
  }

  #content(): string {
    const { digest, commands, directory, outputs } = this.#steps;
    return `${JSON.stringify({ digest, commands, directory, outputs }, null, 2)}\n`;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
