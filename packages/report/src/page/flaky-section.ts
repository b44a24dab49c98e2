import { h, section } from "./dom.ts";
import { card } from "./failures-section.ts";
import { isWanted } from "./file-filter.ts";
import { LongList } from "./long-list.ts";
import type { PagePart } from "./page-part.ts";

const AT_ONCE = 25;

/** The files that failed in one account and passed in another, and those whose failures are in quarantine. */
export function flakySection(): PagePart {
  const box = h("div", { class: "cards" });
  const list = new LongList(box, AT_ONCE);
  return {
    element: section("flaky", "Flaky and quarantined", box, list.more),
    update({ files }, filter) {
      const flaky = files.filter(({ verdict }) => verdict === "flaky" || verdict === "quarantined");
      const wanted = flaky.filter((file) => isWanted(file, filter));
      list.fill(wanted.map((file) => ({ key: file.file, of: [file], make: () => card(file, false) })));
      return flaky.length > 0 ? `Flaky (${flaky.length})` : undefined;
    },
  };
}
