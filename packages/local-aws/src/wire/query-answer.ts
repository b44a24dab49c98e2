import { randomUUID } from "node:crypto";
import type { ServiceAnswer } from "../gateway/service.ts";

/** What an answer is made of; undefined members are left out. */
export type Answer = { [member: string]: AnswerValue };

export type AnswerValue = string | number | boolean | Date | undefined | AnswerValue[] | Answer;

/**
 * Writes an answer of the query protocol, in which lists are made of `<member>`s.
 * @param options.namespace of the service's documents.
 * @param options.result the members of `<operation>Result`; undefined for an operation that answers nothing.
 */
export function queryAnswer(options: {
  operation: string;
  namespace: string;
  result: Answer | undefined;
}): ServiceAnswer {
  const { operation, namespace, result } = options;
  const inner = result === undefined ? "" : element(`${operation}Result`, result);
  const metadata = element("ResponseMetadata", { RequestId: randomUUID() });
  return {
    status: 200,
    contentType: "text/xml",
    body: `<${operation}Response xmlns="${namespace}">${inner}${metadata}</${operation}Response>`,
  };
}

/**
 * Writes an answer of EC2's query protocol, in which lists are made of `<item>`s and nothing is wrapped.
 * @param options.result its members, named as EC2 writes them: `networkInterfaceSet`.
 */
export function ec2QueryAnswer(options: {
  operation: string;
  namespace: string;
  result: Answer;
}): ServiceAnswer {
  const { operation, namespace, result } = options;
  const inner = content({ requestId: randomUUID(), ...result }, "item");
  return {
    status: 200,
    contentType: "text/xml",
    body: `<${operation}Response xmlns="${namespace}">${inner}</${operation}Response>`,
  };
}

function element(name: string, value: AnswerValue, itemName = "member"): string {
  return value === undefined ? "" : `<${name}>${content(value, itemName)}</${name}>`;
}

function content(value: Exclude<AnswerValue, undefined>, itemName: string): string {
  if (Array.isArray(value)) return value.map((item) => element(itemName, item, itemName)).join("");
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "object") return escapeXml(String(value));
  return Object.entries(value)
    .map(([name, item]) => element(name, item, itemName))
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
