import { h } from "@regatta/report/page";
import type { Tab } from "../tab.ts";

export const historyTab: Tab = {
  name: "history",
  title: "History",
  isCostly: true,
  make() {
    const element = h("div", {}, h("h1", {}, "History"));
    return { element, update: () => undefined };
  },
};
