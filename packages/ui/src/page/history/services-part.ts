import { durationText, h, hasWords, LongList, SortHead, section, tableBox } from "@regatta/report/page";
import type { RunStats, ServiceStats } from "@regatta/stats";
import { numberText, percentText, utcText } from "../figures.ts";
import type { HistoryPart } from "./history-part.ts";

const columns = {
  Service: ({ service }: ServiceStats) => service,
  "Up to date": ({ skipShare }: ServiceStats) => skipShare ?? 2,
  Deployed: ({ deployed }: ServiceStats) => -deployed,
  Failed: ({ failed }: ServiceStats) => -failed,
  "A deploy takes": ({ deployMs }: ServiceStats) => -(deployMs?.median ?? 0),
  "All deploys": ({ totalMs }: ServiceStats) => -totalMs,
  "Failed last": ({ lastFailure }: ServiceStats) => -(lastFailure?.at ?? 0),
};

/** Services: how often they were up to date, what their deploys took, what failed. */
export class ServicesPart implements HistoryPart {
  readonly element: HTMLElement;
  readonly #rows: LongList;
  readonly #head: SortHead<ServiceStats, keyof typeof columns>;
  #services: readonly ServiceStats[] = [];

  constructor() {
    const body = h("tbody");
    this.#rows = new LongList(body, 20);
    this.#head = new SortHead({ columns, first: "All deploys", onChange: () => this.#fill() });
    this.element = section(
      "history-services",
      "Services",
      tableBox("Services and their deploys", this.#head.element, body),
      this.#rows.more,
    );
  }

  show({ services }: RunStats, text: string): void {
    this.element.hidden = services.length === 0;
    this.#services = services.filter(({ service }) => hasWords(service, text));
    this.#fill();
  }

  #fill(): void {
    const services = this.#head.sorted(this.#services);
    this.#rows.fill(
      services.map((service) => ({ key: service.service, of: [service], make: () => serviceRow(service) })),
    );
  }
}

function serviceRow({
  service,
  skipShare,
  deployed,
  failed,
  deployMs,
  totalMs,
  lastFailure,
}: ServiceStats): HTMLElement {
  const said = lastFailure && `${lastFailure.reason} (${lastFailure.account}, run ${lastFailure.runId})`;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, service),
    h("td", { class: "number" }, skipShare === undefined ? "" : percentText(skipShare)),
    h("td", { class: "number" }, numberText(deployed)),
    h("td", { class: "number" }, failed > 0 && numberText(failed)),
    h("td", { class: "number" }, deployMs && durationText(deployMs.median)),
    h("td", { class: "number" }, durationText(totalMs)),
    h(
      "td",
      { class: "wide" },
      lastFailure &&
        h(
          "span",
          { class: "headline", title: said ?? "" },
          h("span", { class: "dim" }, `${utcText(lastFailure.at)} · `),
          said ?? "",
        ),
    ),
  );
}
