import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../bench/built.mjs";

const BLOCK = /^(?:`([^`\n]+)`:\n\n)?```(\w*)\n([\s\S]*?)^```$/gm;

/**
 * The blocks of a page in their order: language, text, and the path of the file that a block is to be written to.
 * @param name such as `docs/setup.md`. @param until the heading at which to end.
 */
export function blocksOf(name, until) {
  const [text] = readFileSync(join(root, name), "utf8").split(until ?? /$(?!\n)[\s\S]^/);
  return [...text.matchAll(BLOCK)].map(([, path, language, inside]) => ({ path, language, text: inside }));
}

/** The lines of a block of shell, each with the comment behind it. */
export function linesOf(text) {
  return text
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

/** A line for people to read. */
export function short(text) {
  const [line] = text.trim().split("\n");
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

/** Puts what stands for them in the place of `<hub>` and the like. @throws where something is left. */
export function filled(text, meanings, page) {
  const whole = text.replaceAll(/<([a-z][^<>\n]*)>/g, (placeholder, name) => {
    const meaning = meanings[name];
    if (meaning === undefined)
      throw new Error(
        `nothing is said to stand for ${placeholder} of ${page}: see its script in scripts/docs`,
      );
    return typeof meaning === "function" ? meaning() : meaning;
  });
  return whole;
}
