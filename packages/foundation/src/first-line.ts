/** The first line of a message, for places where one line is all there is room for; the end of output comes after it. */
export function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? "";
}
