import { h } from "@regatta/report/page";
import type { Tab } from "../tab.ts";

export const poolTab: Tab = {
  name: "pool",
  title: "Pool",
  make() {
    const element = h("div", {}, h("h1", {}, "Pool"));
    return { element, update: () => undefined };
  },
};
