/** That another stack imports one of a stack's exports. */
export interface ExportUse {
  readonly exportName: string;
  /** The id of the root stack that imports it, itself or in a stack nested in it. */
  readonly by: string;
}

/** A root stack of an account with what decides when it can be deleted; stacks nested in it are part of it. */
export interface AccountStack {
  readonly id: string;
  readonly name: string;
  /** One of CloudFormation's StackStatus values. */
  readonly status: string;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** Who uses its exports, itself left out. */
  readonly uses: readonly ExportUse[];
}
