import { inspect } from "node:util";
import type { ThrownError } from "../jest-types.ts";

/** Whatever was thrown, in the shape in which errors cross to Jest. */
export function thrownError(error: unknown): ThrownError {
  if (typeof error !== "object" || error === null) {
    const message = `thrown: ${typeof error === "string" ? JSON.stringify(error) : inspect(error)}`;
    return { message, stack: message, type: "Error" };
  }
  const { code, message, stack } = error as { code?: unknown; message?: unknown; stack?: unknown };
  const text = typeof message === "string" ? message : `thrown: ${inspect(error)}`;
  return {
    ...(typeof code === "string" ? { code } : {}),
    message: text,
    stack: typeof stack === "string" ? stack : text,
    type: "Error",
  };
}
