import type { RunStats } from "@regatta/stats";
import { HistoryView } from "./history/history-view.ts";

// The history in a file of its own: `regatta stats --output`.
const stats = JSON.parse(document.getElementById("data")?.textContent ?? "{}") as RunStats;
const view = new HistoryView();
document.getElementById("main")?.append(view.element);
view.update(stats);
addEventListener("keydown", (event) => view.onKey(event));
document.documentElement.dataset.ready = "history";
