import type { AwsError, ServiceAnswer } from "./service.ts";
import type { Protocol } from "./service-name.ts";
import { xmlText } from "./xml-text.ts";

/** Writes an error as the protocol demands. */
export function errorAnswer(error: AwsError, protocol: Protocol, requestId: string): ServiceAnswer {
  const { code, message, status } = error;
  if (protocol === "query") {
    const type = status >= 500 ? "Receiver" : "Sender";
    const body = `<ErrorResponse><Error><Type>${type}</Type><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return { status, body, contentType: "text/xml" };
  }
  if (protocol === "rest-xml") {
    const body = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message><RequestId>${requestId}</RequestId></Error>`;
    return { status, body, contentType: contentTypeOf(protocol) };
  }
  return { status, body: JSON.stringify({ __type: code, message }), contentType: contentTypeOf(protocol) };
}

/** The content type of a protocol's answers. */
export function contentTypeOf(protocol: Protocol): string {
  if (protocol === "query") return "text/xml";
  return protocol === "rest-xml" ? "application/xml" : `application/x-amz-${protocol}`;
}
