import { resolve } from "node:path";
import picomatch from "picomatch";
import { isDynamicPattern } from "tinyglobby";
import type { ServiceDefinition } from "../service/service-definition.ts";
import { relativePath } from "./paths.ts";

/**
 * What a service's inputs leave out of its fingerprint: `!docs`, `!**\/*.test.ts`, `!../../pnpm-lock.yaml`.
 * @returns whether the file of this name, relative to the service's directory, is left out.
 */
export function leftOut({ directory, inputs }: ServiceDefinition): (name: string) => boolean {
  const unwanted = inputs.filter((input) => input.startsWith("!")).map((input) => input.slice(1));
  const tests = unwanted.map((pattern) => {
    if (isDynamicPattern(pattern)) return picomatch(pattern.replace(/^\.\//, ""), { dot: true });
    const path = relativePath(directory, resolve(directory, pattern));
    return (name: string) => name === path || name.startsWith(`${path}/`);
  });
  return (name) => tests.some((matches) => matches(name));
}
