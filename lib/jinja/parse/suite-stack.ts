import type { Token } from './token.js';
import type { TokenStream } from './token-stream.js';

/** Which tags are open and which would close them: the words of nesting mistakes. */
export class SuiteStack {
  private readonly tags: string[] = [];
  private readonly endTags: (readonly string[])[] = [];

  constructor(private readonly stream: TokenStream) {}

  get depth(): number {
    return this.tags.length;
  }

  enterTag(name: string): void {
    this.tags.push(name);
  }

  leaveTag(): void {
    this.tags.pop();
  }

  enterSuite(endTags: readonly string[]): void {
    this.endTags.push(endTags);
  }

  leaveSuite(): void {
    this.endTags.pop();
  }

  failUnknownTag(token: Token): never {
    return this.fail(`Encountered unknown tag '${token.value}'.`, token.value, this.endTags, token.at);
  }

  failAtEnd(endTags: readonly string[]): never {
    const { at } = this.stream.current;
    return this.fail('Unexpected end of template.', undefined, [...this.endTags, endTags], at);
  }

  private fail(
    start: string,
    name: string | undefined,
    open: readonly (readonly string[])[],
    at: number,
  ): never {
    const message = [start];
    const looking = open.at(-1);
    if (looking !== undefined) {
      const names = looking.map((tag) => `'${tag}'`).join(' or ');
      message.push(
        name !== undefined && open.some((tags) => tags.includes(name))
          ? `You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for ${names}.`
          : `Jinja was looking for the following tags: ${names}.`,
      );
    }
    const innermost = this.tags.at(-1);
    if (innermost !== undefined) {
      message.push(`The innermost block that needs to be closed is '${innermost}'.`);
    }
    return this.stream.fail(message.join(' '), at);
  }
}
