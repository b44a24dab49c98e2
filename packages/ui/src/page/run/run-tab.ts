import { HeaderView, h, ReportView } from "@regatta/report/page";
import type { RunFeedData } from "../../run-feed/run-feed-data.ts";
import type { Tab, TabPlace, TabView } from "../tab.ts";
import { whatIsNew, windowIcon, windowTitle } from "./page-mark.ts";
import { RunPicker } from "./run-picker.ts";
import { RunsList } from "./runs-list.ts";
import { whyNothing } from "./why-nothing.ts";

/** A run as it goes, or as it went: what the report page shows, and which runs there are. */
export const runTab: Tab = {
  name: "run",
  title: "Run",
  make: (place) => new RunTabView(place),
};

class RunTabView implements TabView<RunFeedData> {
  readonly #place: TabPlace;
  readonly #picker: RunPicker;
  readonly #list: RunsList;
  /** For those who do not see what changes. */
  readonly #told = h("p", { class: "unseen", role: "status" });
  readonly #header = new HeaderView();
  readonly #box = h("div");
  readonly #nothing = h("div", { class: "nothing", hidden: true });
  readonly element: HTMLElement;
  #shown: { id: string; view: ReportView } | undefined;
  #data: RunFeedData | undefined;
  #isShown = false;

  constructor(place: TabPlace) {
    this.#place = place;
    const choose = (run: string | undefined) => {
      // What was opened of another run is not in this one.
      history.replaceState(null, "", location.pathname + location.search);
      place.ask({ run });
    };
    this.#picker = new RunPicker(choose);
    this.#list = new RunsList(choose);
    this.element = h(
      "div",
      { class: "run" },
      h("div", { class: "run-choice" }, this.#picker.element, this.#list.element),
      this.#told,
      this.#nothing,
      this.#header.element,
      this.#box,
    );
    this.#header.element.hidden = true;
  }

  update(data: RunFeedData): void {
    this.#data = data;
    this.#picker.show(data.runs, this.#place.parameters.get("run"));
    const { report, shown } = data;
    this.#list.show(data.runs, shown);
    this.#nothing.hidden = report !== undefined;
    if (!report) this.#nothing.replaceChildren(...whyNothing(data, this.#place.parameters.get("run")));
    this.#header.element.hidden = report === undefined;
    if (!report || shown === undefined) {
      this.#forget();
      return;
    }
    this.#header.update(report);
    if (this.#shown?.id === shown) this.#shown.view.update(report);
    else this.#begin(shown, new ReportView(report));
    this.#mark();
  }

  show(isShown: boolean): void {
    this.#isShown = isShown;
    if (isShown) this.#shown?.view.attend();
    else this.#shown?.view.leave();
    if (isShown) this.#mark();
    else document.querySelector("link[rel=icon]")?.setAttribute("href", "data:,");
  }

  #begin(id: string, view: ReportView): void {
    this.#forget();
    this.#shown = { id, view };
    this.#box.replaceChildren(
      view.bar,
      h("div", { class: "run-parts" }, ...view.parts),
      view.foot,
      view.panel,
    );
    if (this.#isShown) view.attend();
  }

  #forget(): void {
    this.#shown?.view.leave();
    this.#shown = undefined;
    this.#box.replaceChildren();
  }

  #mark(): void {
    const report = this.#data?.report;
    if (!this.#isShown || !report) return;
    document.title = windowTitle(report);
    const [icon, href] = [document.querySelector("link[rel=icon]"), windowIcon(report)];
    if (icon?.getAttribute("href") !== href) icon?.setAttribute("href", href);
    const news = whatIsNew(report);
    if (this.#told.textContent !== news) this.#told.textContent = news;
  }
}
