import { historyTab } from "./history/history-tab.ts";
import { poolTab } from "./pool/pool-tab.ts";
import { runTab } from "./run/run-tab.ts";
import { Shell } from "./shell.ts";

new Shell([runTab, poolTab, historyTab]);
