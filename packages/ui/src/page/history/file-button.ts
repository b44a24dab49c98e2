import { h } from "@regatta/report/page";
import type { FileStats } from "@regatta/stats";

/** What opens all that is known of a file. */
export function fileButton(file: FileStats, open: (file: FileStats) => void): HTMLElement {
  const at = file.file.lastIndexOf("/") + 1;
  return h(
    "button",
    { type: "button", class: "link file", title: file.suite, click: () => open(file) },
    h("span", { class: "dim" }, file.file.slice(0, at)),
    file.file.slice(at),
  );
}
