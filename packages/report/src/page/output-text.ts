import { h } from "./dom.ts";

/** What was printed or said, as it was, with the lines apart that tell something. @param name what it is, for those who cannot see where it stands. */
export function outputText(text: string, name: string): HTMLElement {
  const pre = h("pre", { class: "output", tabindex: 0, role: "group", "aria-label": name });
  let plain: string[] = [];
  const flush = () => {
    if (plain.length > 0) pre.append(`${plain.join("\n")}\n`);
    plain = [];
  };
  for (const line of text.replace(/\n+$/, "").split("\n")) {
    const kind = kindOf(line);
    if (!kind) {
      plain.push(line);
      continue;
    }
    flush();
    pre.append(h("span", { class: kind }, `${line}\n`));
  }
  flush();
  return pre;
}

// As Jest writes differences, code frames and stacks.
function kindOf(line: string): string | undefined {
  if (/^\s*(-|Expected\b.*:)\s/.test(line)) return "expected";
  if (/^\s*(\+|Received\b.*:)\s/.test(line)) return "received";
  if (/^\s*>\s*\d+ \|/.test(line)) return "here";
  if (/^\s+at .+/.test(line) || /^\s*\d+ \|/.test(line) || /^\s+\|\s+\^/.test(line)) return "aside";
  return undefined;
}
