import Table from "cli-table3";

const noLines = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** Lines of aligned columns, without frames: good to read, and to grep. Ends with a line end. */
export function table(head: string[], rows: string[][]): string {
  const drawn = new Table({
    chars: noLines,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
  });
  drawn.push(head, ...rows);
  return `${drawn.toString().replace(/[ \t]+$/gm, "")}\n`;
}
