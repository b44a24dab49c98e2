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
  if (protocol === "ec2") {
    const body = `<?xml version="1.0" encoding="UTF-8"?><Response><Errors><Error><Code>${xmlText(code)}</Code><Message>${xmlText(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`;
    return { status, body, contentType: contentTypeOf(protocol) };
  }
  const contentType = contentTypeOf(protocol);
  if (protocol === "rest-json") {
    const headers = { "x-amzn-errortype": code };
    return { status, body: JSON.stringify({ message }), contentType, headers };
  }
  return { status, body: JSON.stringify({ __type: code, message }), contentType };
}

/** The content type of a protocol's answers. */
export function contentTypeOf(protocol: Protocol): string {
  if (protocol === "query" || protocol === "ec2") return "text/xml";
  if (protocol === "rest-json") return "application/json";
  return protocol === "rest-xml" ? "application/xml" : `application/x-amz-${protocol}`;
}
