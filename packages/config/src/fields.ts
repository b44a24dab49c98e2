import { didYouMean } from "@regatta/foundation";
import { z } from "zod";

// In every schema the message is what is expected there; what was found is added when a problem is told.

/** Text that is not empty. */
export function text(expected: string) {
  return z.string({ error: expected }).min(1, { error: expected });
}

/** Seconds in a day: the longest any setting lasts. */
export const DAY = 86_400;

export const folder = text("the path of a folder");
export const file = text("the path of a file");

/** Text of a given form. */
export function textLike(form: RegExp, expected: string) {
  return z.string({ error: expected }).regex(form, { error: expected });
}

/** A list. */
export function listOf<T extends z.ZodType>(item: T, expected: string) {
  return z.array(item, { error: expected });
}

/** A whole number within limits, both included. @param unit what is counted, as in "of seconds". */
export function whole(least: number, most: number, unit = "") {
  const expected = `a whole number${unit && ` ${unit}`} from ${least} to ${most}`;
  return z
    .number({ error: expected })
    .int({ error: expected })
    .min(least, { error: expected })
    .max(most, { error: expected });
}

/** A group of settings; one that is not known is refused. */
export function section<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "invalid_type" ? "an object" : undefined),
  });
}

/** Texts by name, for what takes text only. @param expected what the whole is. @param taker what takes the texts. */
export function textsBy(name: z.core.$ZodRecordKey, expected: string, taker: string) {
  const value = z.string({ error: `text, in quotes: ${taker} takes "5", not 5` });
  return z.record(name, value, { error: expected });
}

/**
 * One of several groups of settings, told apart by one of them.
 * @param by the setting that tells them apart. @param kinds what it may be. @param expected what it is called.
 */
export function oneOf<
  const T extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]],
>(by: string, kinds: readonly string[], expected: string, groups: T) {
  return z.discriminatedUnion(by, groups, {
    error: ({ input, path }) => {
      if (path?.at(-1) !== by) return "an object";
      const written = (input as Record<string, unknown>)[by];
      return `${expected}: ${kinds.join(", ")}${typeof written === "string" ? didYouMean(written, kinds) : ""}`;
    },
  });
}
