import type { ReportData } from "../report-data.ts";
import { localTime } from "./header-view.ts";
import { ReportView } from "./report-view.ts";

const data = JSON.parse(document.getElementById("data")?.textContent ?? "{}") as ReportData;
const view = new ReportView(data);
document.querySelector("header.top")?.after(view.bar);
document.getElementById("main")?.append(...view.parts);
document.body.append(view.foot, view.panel);
const started = document.getElementById("started");
if (started) started.textContent = localTime(data.run.startedAt);
view.attend();
document.documentElement.dataset.ready = "true";
performance.mark("ready");
