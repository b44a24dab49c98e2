import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { type Clock, systemClock } from "@regatta/foundation";
import { ControlApi } from "../../control/control-api.ts";
import { FaultBook } from "../../faults/fault-book.ts";
import { Gateway } from "../../gateway/gateway.ts";
import { HttpServer } from "../../gateway/http-server.ts";
import { KeyRing } from "../../identity/key-ring.ts";
import { createWorld } from "../../identity/world.ts";
import { RequestBook } from "../../requests/request-log.ts";
import { Buckets } from "../../s3/buckets.ts";
import { MemoryBlobStore } from "../../state/memory-blob-store.ts";
import { MemoryStateStore } from "../../state/memory-state-store.ts";
import type { StateStore } from "../../state/state-store.ts";
import { CloudFormationService, type CloudFormationServiceOptions } from "../cloudformation-service.ts";
import { TemplatesInS3 } from "../templates-in-s3.ts";
import { RecordingHost } from "./recording-host.ts";

export interface OpenCloudFormation {
  readonly service: CloudFormationService;
  readonly host: RecordingHost;
  /** The SDK's own client, talking HTTP to the service as the hub's user. */
  readonly client: CloudFormationClient;
  clientIn(region: string): CloudFormationClient;
  close(): Promise<void>;
}

export interface OpenOptions
  extends Partial<Omit<CloudFormationServiceOptions, "resources" | "templates" | "ssmValues">> {
  host?: RecordingHost;
  state?: StateStore;
  clock?: Clock;
}

/** Puts the service alone behind the real gateway, with resources that only remember what was asked. */
export async function openCloudFormation(options: OpenOptions = {}): Promise<OpenCloudFormation> {
  const {
    clock = systemClock,
    host = new RecordingHost(),
    state = new MemoryStateStore(),
    ...rest
  } = options;
  const world = createWorld({ accounts: 1, region: "eu-west-1" });
  const buckets = new Buckets({ state, blobs: new MemoryBlobStore(), clock });
  const templates = new TemplatesInS3(buckets);
  const ssmValues = async () => () => undefined;
  const service = new CloudFormationService({ resources: host, templates, ssmValues, state, clock, ...rest });
  const keys = await KeyRing.open({ state: new MemoryStateStore(), clock: systemClock, world });
  const faults = new FaultBook();
  const requests = new RequestBook();
  const gateway = new Gateway({ services: [service], keys, faults, requests, clock: systemClock });
  const server = new HttpServer({ gateway, control: new ControlApi({ faults, requests, world }) });
  const endpoint = await server.listen(0);
  const clients: CloudFormationClient[] = [];
  const clientIn = (region: string): CloudFormationClient => {
    const client = new CloudFormationClient({ endpoint, region, credentials: world.hubUser, maxAttempts: 1 });
    clients.push(client);
    return client;
  };
  return {
    service,
    host,
    client: clientIn("eu-west-1"),
    clientIn,
    close: async () => {
      for (const client of clients) client.destroy();
      await service.close();
      await server.close();
      requests.close();
    },
  };
}
