import { scriptJson } from "./script-json.ts";

// Of what is cut the end tells more: the failure is mostly there.
const HEAD = 1 / 3;

/** The bytes that texts may take in a page; counted as they stand there. */
export class Room {
  #left: number;
  /** How many texts were not taken in full. */
  shortened = 0;

  /** @param bytes how many there are. */
  constructor(bytes: number) {
    this.#left = bytes;
  }

  get left(): number {
    return this.#left;
  }

  /** Takes room for a whole value. @returns whether there was enough; else nothing is taken. */
  take(value: unknown): boolean {
    const bytes = sizeOf(value);
    if (bytes > this.#left) return false;
    this.#left -= bytes;
    return true;
  }

  /** Takes as much of a text as there is room for. @param most bytes, of this one. @returns undefined where that is next to nothing. */
  fit(text: string, most: number): string | undefined {
    const limit = Math.min(most, this.#left);
    const whole = text.length <= limit ? sizeOf(text) : Number.POSITIVE_INFINITY;
    if (whole <= limit) {
      this.#left -= whole;
      return text;
    }
    this.shortened++;
    const cut = cutTo(text, limit);
    if (cut !== undefined) this.#left -= sizeOf(cut);
    return cut;
  }
}

const LEAST = 120;

function cutTo(text: string, limit: number): string | undefined {
  for (let kept = Math.min(text.length, limit); kept >= LEAST; kept = Math.floor(kept * 0.8)) {
    const cut = middleOut(text, kept);
    if (sizeOf(cut) <= limit) return cut;
  }
  return undefined;
}

function middleOut(text: string, kept: number): string {
  const head = Math.floor(kept * HEAD);
  const out = text.length - kept;
  return `${text.slice(0, head)}\n[… ${out} characters are left out …]\n${text.slice(head + out)}`;
}

function sizeOf(value: unknown): number {
  return Buffer.byteLength(scriptJson(value));
}
