import { expect, test } from "@jest/globals";
import type { z } from "zod";
import type { RegattaConfigInput } from "./config-input.ts";
import type { configSchema } from "./config-schema.ts";
import { defineConfig } from "./define-config.ts";

// Held by the compiler: what the types let one write, the schema takes.
const accepted = (config: RegattaConfigInput): z.input<typeof configSchema> => config;

test("defineConfig gives back what it is given", () => {
  const config = { accounts: { max: 2 } };
  expect(defineConfig(config)).toBe(config);
  expect(accepted(config)).toBe(config);
});
