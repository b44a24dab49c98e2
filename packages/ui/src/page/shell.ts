import { h, withCode } from "@regatta/report/page";
import type { Problem } from "../live/feed.ts";
import { readAddress, writeAddress } from "./address.ts";
import { type Connection, LiveFeed } from "./live-feed.ts";
import type { Tab, TabPlace, TabView } from "./tab.ts";

/** A page that nobody sees asks for nothing that is costly after so long, ms. */
const UNSEEN = 20_000;

interface Made {
  view: TabView<never>;
  /** What its feed was asked with, for when it is shown again. */
  parameters: URLSearchParams;
}

/** The page around its tabs: says which there are, shows one, and lets it have what its feed has. */
export class Shell {
  readonly #tabs: readonly Tab[];
  readonly #made = new Map<string, Made>();
  readonly #links = new Map<string, HTMLAnchorElement>();
  readonly #connection = h("p", { class: "connection", role: "status" });
  readonly #problem = h("div", { class: "feed-problem", role: "alert", hidden: true });
  readonly #main = h("main", { id: "main", class: "tab", tabindex: -1 });
  #shown = "";
  #feed: LiveFeed | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  /** @param tabs the first is the one that is shown where the address names none. */
  constructor(tabs: readonly Tab[]) {
    this.#tabs = tabs;
    for (const { name, title } of tabs) {
      const follow = (event: Event) => this.#follow(event as MouseEvent, name);
      this.#links.set(name, h("a", { href: `?tab=${name}`, click: follow }, title));
    }
    const links = [...this.#links.values()].map((link) => h("li", {}, link));
    document.body.replaceChildren(
      h("a", { class: "skip", href: "#main" }, "Skip to the tab"),
      h(
        "header",
        { class: "shell" },
        h("p", { class: "brand" }, h("span", { class: "logo", "aria-hidden": "true" }), "Regatta"),
        h("nav", { "aria-label": "Tabs" }, h("ul", {}, ...links)),
        this.#connection,
      ),
      this.#problem,
      this.#main,
    );
    addEventListener("popstate", () => this.#show());
    document.addEventListener("visibilitychange", () => this.#onVisibility());
    this.#show();
  }

  /** Shows what the address names. */
  #show(): void {
    const { tab: name, parameters } = readAddress(
      location.search,
      this.#tabs.map((tab) => tab.name),
    );
    const tab = this.#tabs.find((one) => one.name === name);
    if (!tab) return;
    const before = this.#made.get(this.#shown);
    const made = this.#made.get(name) ?? { view: tab.make(this.#placeOf(name)), parameters };
    const isSame = this.#shown === name && String(made.parameters) === String(parameters);
    made.parameters = parameters;
    this.#made.set(name, made);
    if (isSame && this.#feed) return;
    if (this.#shown !== name) {
      before?.view.show?.(false);
      this.#shown = name;
      this.#main.replaceChildren(made.view.element);
      made.view.show?.(true);
      document.title = `${tab.title} · Regatta`;
      for (const [one, link] of this.#links) {
        if (one === name) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    }
    this.#listen();
  }

  #placeOf(name: string): TabPlace {
    const ask = (wanted: Record<string, string | undefined>) => {
      const parameters = new URLSearchParams(this.#made.get(name)?.parameters);
      for (const [key, value] of Object.entries(wanted)) {
        if (value === undefined) parameters.delete(key);
        else parameters.set(key, value);
      }
      history.pushState(null, "", writeAddress({ tab: name, parameters }) + location.hash);
      this.#show();
    };
    const parametersNow = () => this.#made.get(name)?.parameters ?? new URLSearchParams();
    return {
      ask,
      get parameters() {
        return parametersNow();
      },
    };
  }

  // With a modifier the browser does what it does with any link.
  #follow(event: MouseEvent, name: string): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const parameters = this.#made.get(name)?.parameters ?? new URLSearchParams();
    history.pushState(null, "", writeAddress({ tab: name, parameters }));
    this.#show();
  }

  #listen(): void {
    this.#feed?.close();
    const made = this.#made.get(this.#shown);
    if (!made) return;
    const query = String(made.parameters);
    this.#feed = new LiveFeed({
      url: `live/${this.#shown}${query && `?${query}`}`,
      onData: (data) => {
        made.view.update(data as never);
        document.documentElement.dataset.ready = this.#shown;
      },
      onProblem: (problem) => this.#sayProblem(problem),
      onConnection: (connection) => this.#sayConnection(connection),
    });
  }

  #onVisibility(): void {
    clearTimeout(this.#rest);
    const { isCostly } = this.#tabs.find(({ name }) => name === this.#shown) ?? {};
    if (document.hidden) {
      if (!isCostly) return;
      this.#rest = setTimeout(() => {
        this.#feed?.close();
        this.#feed = undefined;
      }, UNSEEN);
    } else if (!this.#feed) this.#listen();
  }

  #sayConnection(connection: Connection): void {
    const words: Record<Connection, string> = {
      connecting: "connecting",
      live: "live",
      lost: "connection lost, trying again",
      ended: "ended: start regatta ui again, and open its new address",
    };
    this.#connection.dataset.is = connection;
    this.#connection.textContent = words[connection];
  }

  #sayProblem(problem: Problem | null): void {
    this.#problem.hidden = problem === null;
    if (!problem) return;
    const { message, code, nextStep } = problem;
    this.#problem.replaceChildren(
      h("p", {}, message, code !== undefined && h("code", { class: "code" }, code)),
      nextStep === undefined ? "" : h("p", { class: "dim" }, "Next: ", ...withCode(nextStep)),
    );
  }
}
