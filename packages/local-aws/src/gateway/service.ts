import type { HttpCall } from "./http-call.ts";
import type { ServiceName } from "./service-name.ts";

/** Who signed a request, as told by the access key and the region in the signature's credential scope. */
export interface Caller {
  /** 12 digits. */
  account: string;
  region: string;
  /** `arn:aws:iam::…:user/…` of a user, `arn:aws:sts::…:assumed-role/…/…` of a session. */
  arn: string;
  accessKeyId: string;
}

/** One decoded call of a service. */
export interface ServiceRequest {
  /** As AWS writes it: `DescribeStacks`. */
  operation: string;
  caller: Caller;
  /**
   * Query protocol: nested (`Tags.member.1.Key=a` is `{Tags: [{Key: "a"}]}`), every leaf a string; an
   * empty list is sent as `Tags=` and arrives as an empty string, a missing one is undefined.
   * JSON protocol: the body as it is. Rest protocol: whatever the service's own `decode` makes.
   */
  params: Record<string, unknown>;
}

/** What goes back on the wire; the gateway adds the request id and the `Date` header. */
export interface ServiceAnswer {
  status: number;
  body: string | Buffer;
  contentType: string;
  headers?: Record<string, string>;
}

/** One AWS service behind the gateway. */
export interface AwsService {
  readonly name: ServiceName;
  /** The operations that need no signature. */
  readonly unsigned?: readonly string[];
  /**
   * Reads a request whose operation lies in its method and path; other services name it in the request.
   * @throws {AwsError} where there is no such operation.
   */
  decode?(call: HttpCall): Pick<ServiceRequest, "operation" | "params">;
  /** @throws {AwsError} what the caller is to be told, in the protocol's own error body. */
  handle(request: ServiceRequest): Promise<ServiceAnswer>;
  /** Stops what runs in the background; afterwards no timer of it is left. */
  close?(): Promise<void>;
}

/** An error answer of AWS. The gateway writes it as the protocol of the request demands. */
export class AwsError extends Error {
  override readonly name: string = "AwsError";
  /** AWS's own code, such as `ValidationError` or `ResourceNotFoundException`. */
  readonly code: string;
  /** The HTTP status. */
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
