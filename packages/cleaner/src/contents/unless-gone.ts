/**
 * Waits for a call that deletes something; what is gone already is as good.
 * @param gone the error's name when there is no such thing (any more).
 */
export async function unlessGone(call: Promise<unknown>, gone: string): Promise<void> {
  try {
    await call;
  } catch (error) {
    if ((error as Error).name !== gone) throw error;
  }
}
