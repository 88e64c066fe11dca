/** What has been written of a document, and the column where it stands. */
export class YamlPage {
  protected out = '';
  protected column = 0;

  /** What begins a node or follows an indicator: apart from what stands before it. */
  protected indicated(text: string): void {
    this.gap();
    this.write(text);
  }

  protected newLineAfterBreak(indent: number): void {
    this.out += ' '.repeat(Math.max(indent, 0));
    this.column = Math.max(indent, 0);
  }

  // one space before whatever follows an indicator on the same line
  protected gap(): void {
    const last = this.out.at(-1);
    if (last !== undefined && !' \n[{'.includes(last) && this.column > 0) this.write(' ');
  }

  protected pad(indent: number): void {
    if (this.column === 0) return;
    this.write(' '.repeat(Math.max(1, indent - this.column)));
  }

  protected newLine(indent: number): void {
    if (this.out !== '' && this.column >= 0) this.out += '\n';
    this.out += ' '.repeat(indent);
    this.column = indent;
  }

  protected write(text: string): void {
    this.out += text;
    this.column += [...text].length;
  }
}
