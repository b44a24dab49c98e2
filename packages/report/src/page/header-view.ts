import { headerTexts } from "../header-texts.ts";
import type { ReportData } from "../report-data.ts";
import { h } from "./dom.ts";
import { durationText } from "./time-text.ts";

/** What stands above everything else, of a run that goes on: only the words change that do. */
export class HeaderView {
  readonly #badge = h("span", { class: "badge" });
  readonly #sentence = h("span");
  readonly #id = h("span", { class: "id" });
  readonly #started = h("time");
  readonly #origin = h("span");
  readonly #facts = h("dl", { class: "facts" });
  readonly #bar = h("div", { class: "bar", "aria-hidden": "true" });
  readonly #arguments = h("code");
  readonly #command = h("p", { class: "argv", hidden: true }, "Jest’s arguments: ", this.#arguments);
  readonly element = h(
    "header",
    {},
    h("h1", {}, this.#badge, this.#sentence),
    h("p", { class: "origin" }, this.#id, " · ", this.#started, " · ", this.#origin),
    this.#facts,
    this.#bar,
    this.#command,
  );

  update(data: ReportData): void {
    const { run } = data;
    const { tone, badge, sentence, origin, facts, bar } = headerTexts(data, durationText);
    this.element.className = `top ${tone}`;
    say(this.#badge, badge);
    say(this.#sentence, sentence);
    say(this.#id, run.id);
    say(this.#started, localTime(run.startedAt));
    say(this.#origin, origin.join(" · "));
    this.#command.hidden = run.argv.length === 0;
    say(this.#arguments, run.argv.join(" "));
    this.#showFacts(facts);
    this.#bar.replaceChildren(
      ...bar.map(({ verdict, count }) => {
        const piece = h("span", { class: `bar-piece v-${verdict}` });
        piece.style.flexGrow = String(count);
        return piece;
      }),
    );
  }

  #showFacts(facts: ReturnType<typeof headerTexts>["facts"]): void {
    const names = [...this.#facts.querySelectorAll("dt")].map(({ textContent }) => textContent);
    if (names.join("\n") !== facts.map(({ name }) => name).join("\n")) {
      const empty = () => h("dd", {}, h("strong"), h("span"));
      this.#facts.replaceChildren(...facts.map(({ name }) => h("div", {}, h("dt", {}, name), empty())));
    }
    facts.forEach(({ value, more }, i) => {
      const place = this.#facts.children[i];
      const [figure, words] = [place?.querySelector("strong"), place?.querySelector("span")];
      if (figure) say(figure, value);
      if (words) say(words, more);
    });
  }
}

/** When a run began, as the reader's place writes it. @param at ms since the epoch. */
export function localTime(at: number): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

// What is selected stays so where nothing changes.
function say(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
