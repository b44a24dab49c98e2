import { h } from "@regatta/report/page";
import type { Tab } from "../tab.ts";

export const runTab: Tab = {
  name: "run",
  title: "Run",
  make() {
    const element = h("div", {}, h("h1", {}, "Run"));
    return { element, update: () => undefined };
  },
};
