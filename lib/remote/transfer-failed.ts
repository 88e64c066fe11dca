/** The host is there, but content did not get to it or from it (its disk is full, a file cannot be read): the task has failed. */
export class TransferFailed extends Error {
  override readonly name = 'TransferFailed';
}
