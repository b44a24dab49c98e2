import { z } from "zod";

// In every schema the message is what is expected there; what was found is added when a problem is told.

/** Text that is not empty. */
export function text(expected: string) {
  return z.string({ error: expected }).min(1, { error: expected });
}

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
