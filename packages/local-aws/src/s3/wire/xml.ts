import { XMLBuilder, XMLParser, XMLValidator } from "fast-xml-parser";
import type { ServiceAnswer } from "../../gateway/service.ts";
import { s3Error } from "../s3-error.ts";

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

/** Keys and values are texts, whatever they look like. */
const parser = new XMLParser({ parseTagValue: false, trimValues: false });
const builder = new XMLBuilder({ ignoreAttributes: false, suppressEmptyNode: false });

/**
 * Reads a request's document.
 * @param root the element it has to be.
 * @returns what is in it; a list of one is not a list.
 * @throws {AwsError} `MalformedXML`.
 */
export function readXml(body: Buffer, root: string): Record<string, unknown> {
  const text = body.toString("utf8");
  if (XMLValidator.validate(text) !== true) throw s3Error.malformedXml();
  const document = parser.parse(text) as Record<string, unknown>;
  if (!(root in document)) throw s3Error.malformedXml();
  const content = document[root];
  return typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
}

/** An answer with a document; lists are elements that repeat, undefined members are left out. */
export function xmlAnswer(root: string, content: Record<string, unknown>): ServiceAnswer {
  const body = builder.build({ [root]: { "@_xmlns": namespace, ...content } });
  return documentAnswer(body);
}

/** An answer that is a document already. */
export function documentAnswer(document: string, contentType = "application/xml"): ServiceAnswer {
  const declaration = contentType === "application/xml" ? '<?xml version="1.0" encoding="UTF-8"?>\n' : "";
  return { status: 200, contentType, body: `${declaration}${document}` };
}
