/** Temporary credentials of one account; the shape the SDK's clients take as `credentials`. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** When they end, as STS said. */
  readonly expiration: Date;
}
