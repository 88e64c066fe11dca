/** The host is there, but it does not let us become the other user: the task has failed. */
export class BecomeFailed extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.name = 'BecomeFailed';
    this.hint = hint;
  }
}
