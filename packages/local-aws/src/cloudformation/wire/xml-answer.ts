import type { ServiceAnswer } from "../../gateway/service.ts";

const namespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

/** What an answer is made of; undefined members are left out. */
export type Answer = { [member: string]: AnswerValue };

export type AnswerValue = string | number | boolean | Date | undefined | AnswerValue[] | Answer;

/**
 * Writes an answer of the query protocol.
 * @param result the members of `<operation>Result`; undefined for an operation that answers nothing.
 */
export function xmlAnswer(operation: string, result: Answer | undefined, requestId: string): ServiceAnswer {
  const inner = result === undefined ? "" : element(`${operation}Result`, result);
  const metadata = element("ResponseMetadata", { RequestId: requestId });
  return {
    status: 200,
    contentType: "text/xml",
    body: `<${operation}Response xmlns="${namespace}">${inner}${metadata}</${operation}Response>`,
  };
}

function element(name: string, value: AnswerValue): string {
  return value === undefined ? "" : `<${name}>${content(value)}</${name}>`;
}

function content(value: Exclude<AnswerValue, undefined>): string {
  if (Array.isArray(value)) return value.map((item) => element("member", item)).join("");
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, item]) => element(name, item))
    .join("");
}

/** Line ends are escaped too: a parser would otherwise turn `\r\n` into `\n`. */
function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#xD;");
}
