import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";

/** Answers a request, given as its decoded form, with the XML inside of `<ActionResult>`; undefined is a refusal. */
export type Answers = (request: Record<string, string>) => string | undefined;

/** CloudFormation's wire protocol with answers a test wrote: for what the embedded AWS does not do. */
export class CannedCloudFormation {
  readonly client: CloudFormationClient;
  /** What was asked so far. */
  readonly requests: Array<Record<string, string>> = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    this.client = new CloudFormationClient({
      endpoint: `http://127.0.0.1:${port}`,
      region: "eu-west-1",
      credentials: { accessKeyId: "AKIDREGATTATEST", secretAccessKey: "not-a-secret" },
      maxAttempts: 1,
    });
  }

  static async start(answers: Answers): Promise<CannedCloudFormation> {
    const server = createServer(async (incoming, outgoing) => {
      const request = Object.fromEntries(new URLSearchParams(await text(incoming)));
      canned.requests.push(request);
      const { Action } = request;
      const result = answers(request);
      outgoing.writeHead(result === undefined ? 400 : 200, { "content-type": "text/xml" });
      outgoing.end(
        result === undefined
          ? "<ErrorResponse><Error><Code>ValidationError</Code><Message>no answer</Message></Error></ErrorResponse>"
          : `<${Action}Response><${Action}Result>${result}</${Action}Result></${Action}Response>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const canned = new CannedCloudFormation(server);
    return canned;
  }

  async close(): Promise<void> {
    this.client.destroy();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

/** The XML of a list of structures of texts. */
export function members(items: Array<Record<string, string>>): string {
  const fields = (item: Record<string, string>) =>
    Object.entries(item)
      .map(([name, value]) => `<${name}>${value}</${name}>`)
      .join("");
  return items.map((item) => `<member>${fields(item)}</member>`).join("");
}
