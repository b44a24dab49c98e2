import { h } from "./dom.ts";

/** What can be chosen in a list. */
export interface Choice {
  value: string;
  text: string;
}

export function choice(value: string, text: string): Choice {
  return { value, text };
}

/** What a list lets choose. Only what is different changes: the list may be open just now. */
export class Choices {
  readonly #list: HTMLSelectElement;

  constructor(list: HTMLSelectElement) {
    this.#list = list;
  }

  /** Lets choose between these; what is chosen stays chosen. */
  fill(choices: readonly Choice[]): void {
    const { value } = this.#list;
    choices.forEach((one, i) => {
      const known = this.#list.options[i];
      if (!known) this.#list.append(h("option", { value: one.value }, one.text));
      else if (known.value !== one.value || known.text !== one.text) {
        known.value = one.value;
        known.text = one.text;
      }
    });
    while (this.#list.options.length > choices.length) this.#list.remove(choices.length);
    if (this.#list.value !== value && choices.some((one) => one.value === value)) this.#list.value = value;
  }
}
