import { type Child, h } from "@regatta/report/page";
import type { RunFeedData } from "../../run-feed/run-feed-data.ts";

/** Says why there is no run to see, and what to do. @param wanted the id of the one that is asked for. */
export function whyNothing({ runs, shown }: RunFeedData, wanted: string | null): HTMLElement[] {
  if (shown !== undefined) return say("Nothing to see yet", "This run has written nothing so far.");
  if (wanted !== null && runs.length > 0) {
    return say(`There is no run ${wanted}`, "Choose one from the list above.");
  }
  const command = h("code", {}, "regatta run");
  return say("No run yet", "Start one with ", command, " in this folder: it appears here by itself.");
}

function say(title: string, ...words: Child[]): HTMLElement[] {
  return [h("h1", { class: "nothing-title" }, title), h("p", {}, ...words)];
}
