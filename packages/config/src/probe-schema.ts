import { z } from "zod";
import { DAY, oneOf, section, text, textLike, whole } from "./fields.ts";

const seconds = "a number of seconds from 0.1 to 3600";
const patience = {
  timeoutSeconds: whole(1, DAY, "of seconds").default(120),
  everySeconds: z
    .number({ error: seconds })
    .min(0.1, { error: seconds })
    .max(3_600, { error: seconds })
    .default(1),
};

/** One probe; `kind` decides which settings there are. */
export const probe = oneOf("kind", ["command", "http", "resource"], "a kind of probe", [
  section({ ...patience, kind: z.literal("command"), command: text("a command of the shell") }),
  section({
    ...patience,
    kind: z.literal("http"),
    // Mostly an output's: known only after the deploy, so its form is not checked here.
    url: text("a URL; outputs may stand in it"),
    method: textLike(/^[A-Z]+$/, "an HTTP method in capitals").optional(),
    status: whole(100, 599).optional(),
  }),
  section({
    ...patience,
    kind: z.literal("resource"),
    logicalId: textLike(/^[A-Za-z0-9]+$/, "the name of a resource in the template"),
    stackName: text("a stack name").optional(),
  }),
]);
