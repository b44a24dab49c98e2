import { h } from "./dom.ts";

/** Puts a text into the clipboard, and says that it did. */
export function copyButton(label: string, text: string, name: string): HTMLElement {
  const button = h("button", { type: "button", class: "small", "aria-label": name }, label);
  button.addEventListener("click", () => {
    navigator.clipboard?.writeText(text).then(
      () => tell("Copied"),
      () => tell("Not allowed"),
    );
  });
  return button;

  function tell(word: string): void {
    button.textContent = word;
    setTimeout(() => {
      button.textContent = label;
    }, 1_500);
  }
}
