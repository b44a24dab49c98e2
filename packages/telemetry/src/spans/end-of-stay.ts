import type { RunEvent } from "@regatta/run-log";
import type { Ending } from "./open-span.ts";

/** How an account left the run. */
export type AccountEnd = "released" | "dirty" | "kept" | "rejected" | "lost";

/** What an event says of how an account left the run; undefined where it says nothing of that. Pure. */
export function endOfStay(event: RunEvent): (Ending & { how: AccountEnd }) | undefined {
  switch (event.kind) {
    case "account-released":
      return { how: "released", result: "success" };
    case "account-kept":
      return { how: "kept", result: "success", attributes: { "regatta.account.kept_for": event.holder } };
    case "account-dirty":
      return { how: "dirty", result: "failure", errorType: "dirty", message: event.reason };
    case "account-rejected":
      return { how: "rejected", result: "error", errorType: "rejected", message: event.reason };
    case "lease-lost":
      return { how: "lost", result: "error", errorType: "lease-lost", message: event.reason };
    case "account-hand-back-lost":
      return {
        how: "lost",
        result: "error",
        errorType: "lease-lost",
        message: "its lease was lost before it could be handed back",
      };
    default:
      return undefined;
  }
}
