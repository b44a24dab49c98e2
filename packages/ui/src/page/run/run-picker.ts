import { Choices, choice, h, localTime } from "@regatta/report/page";
import type { RunEntry } from "../../run-feed/run-feed-data.ts";
import { runChoice } from "./run-choice.ts";

/** Where the reader says which run is shown. */
export class RunPicker {
  readonly #list = h("select", { id: "run" });
  readonly #choices = new Choices(this.#list);
  #shown: readonly unknown[] = [];
  readonly element = h("p", { class: "run-picker" }, h("label", { for: "run" }, "Run"), this.#list);

  /** @param onChoice the id of a run; undefined for the latest one, whichever that is. */
  constructor(onChoice: (run: string | undefined) => void) {
    this.#list.addEventListener("change", () => onChoice(this.#list.value || undefined));
  }

  /** @param wanted the id of the one that is asked for; without one the latest is. */
  show(runs: readonly RunEntry[], wanted: string | null): void {
    if (this.#shown[0] === runs && this.#shown[1] === wanted) return;
    this.#shown = [runs, wanted];
    const isListed = wanted === null || runs.some(({ id }) => id === wanted);
    this.#choices.fill([
      choice("", "the latest, also when another one starts"),
      ...runs.map((run) => choice(run.id, runChoice(run, localTime))),
      ...(isListed ? [] : [choice(wanted ?? "", `${wanted}: there is no such run`)]),
    ]);
    this.#list.value = wanted ?? "";
  }
}
