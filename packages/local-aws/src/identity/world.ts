/** An account runners lease: what they need to enter it. */
export interface PoolAccountOfWorld {
  readonly id: string;
  readonly region: string;
  readonly roleArn: string;
  readonly externalId: string;
}

/** The user everything starts from; its keys are in `env`. They open nothing but this process. */
export interface HubUser {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly arn: string;
  readonly userId: string;
}

/** The accounts there are, and who may enter them. */
export interface World {
  readonly hub: { readonly id: string; readonly region: string };
  readonly hubUser: HubUser;
  readonly accounts: readonly PoolAccountOfWorld[];
}

const hubId = "100000000000";
const firstPoolId = 210_000_000_001;

/**
 * Lays out the world, always the same for the same options, so that kept state fits after a restart.
 * @param options.accounts how many pool accounts.
 * @param options.region the region of them all.
 */
export function createWorld({ accounts, region }: { accounts: number; region: string }): World {
  return {
    hub: { id: hubId, region },
    hubUser: {
      accessKeyId: "AKIAREGATTALOCALHUB2",
      secretAccessKey: "regatta-local-aws-hub-user",
      arn: `arn:aws:iam::${hubId}:user/regatta`,
      userId: "AIDAREGATTALOCALHUB2",
    },
    accounts: Array.from({ length: accounts }, (_, index) => {
      const id = String(firstPoolId + index);
      return { id, region, roleArn: `arn:aws:iam::${id}:role/RegattaTest`, externalId: "regatta-demo" };
    }),
  };
}
