import { h } from "@regatta/report/page";
import type { RunStats } from "@regatta/stats";
import type { Tab } from "../tab.ts";
import { HistoryView } from "./history-view.ts";

/** How far back the history goes, as it is asked for and as it is said. */
const choices = [
  ["24h", "last day"],
  ["7d", "last week"],
  ["30d", "last 30 days"],
  ["90d", "last 90 days"],
  ["400d", "all there is"],
] as const;

/** The history: what weeks of runs add up to. What its feed has is named for how often it was read. */
export const historyTab: Tab<Readonly<Record<string, RunStats>>> = {
  name: "history",
  title: "History",
  isCostly: true,
  make(place) {
    const select = h(
      "select",
      { id: "history-since" },
      ...choices.map(([value, text]) => h("option", { value }, text)),
    );
    const since = () => {
      select.value = place.parameters.get("since") ?? "30d";
    };
    since();
    select.addEventListener("change", () => place.ask({ since: select.value }));
    const view = new HistoryView({
      ask: ({ suite, branch }) => place.ask({ suite, branch }),
      choice: h(
        "div",
        { class: "since" },
        h("label", { for: "history-since", class: "unseen" }, "How far back"),
        select,
      ),
    });
    const onKey = (event: KeyboardEvent) => view.onKey(event);
    return {
      element: view.element,
      update(document) {
        since();
        const [stats] = Object.values(document);
        if (stats) view.update(stats);
      },
      show(isShown) {
        if (isShown) addEventListener("keydown", onKey);
        else {
          removeEventListener("keydown", onKey);
          view.close();
        }
      },
    };
  },
};
