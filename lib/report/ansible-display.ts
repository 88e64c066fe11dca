import type { Config } from '../config/index.js';
import type { ReporterOptions } from './reporter.js';
import { sanitize } from './sanitize.js';
import { textWidth, wrapText } from './wrap-text.js';

/** What a line is about: ansible.cfg gives each its colour. */
export type Tone =
  | 'CHANGED'
  | 'DEBUG'
  | 'DEPRECATE'
  | 'DIFF_ADD'
  | 'DIFF_LINES'
  | 'DIFF_REMOVE'
  | 'ERROR'
  | 'OK'
  | 'SKIP'
  | 'UNREACHABLE'
  | 'VERBOSE'
  | 'WARN';

const codes: Readonly<Record<string, string>> = {
  black: '0;30',
  'bright gray': '0;37',
  blue: '0;34',
  white: '1;37',
  green: '0;32',
  'bright blue': '1;34',
  cyan: '0;36',
  'bright green': '1;32',
  red: '0;31',
  'bright cyan': '1;36',
  purple: '0;35',
  'bright red': '1;31',
  yellow: '0;33',
  'bright purple': '1;35',
  'dark gray': '1;30',
  'bright yellow': '1;33',
  magenta: '0;35',
  'bright magenta': '1;35',
  normal: '0',
};

/** Lines, banners and warnings as Ansible's callbacks put them on the screen. */
export class AnsibleDisplay {
  readonly #warned = new Set<string>();
  readonly #columns: number;

  constructor(
    readonly options: ReporterOptions,
    readonly config: Config,
  ) {
    this.#columns = Math.max(79, options.output.isTTY ? (options.output.columns ?? 0) - 1 : 0);
  }

  line(text: string, tone?: Tone, toStderr = false): void {
    const body = text.endsWith('\n') ? text.slice(0, -1) : text;
    const shown = `${tone === undefined ? body : this.paint(body, tone)}\n`;
    if (toStderr) this.#stderr(shown);
    else this.options.output.write(shown);
  }

  /** What -v adds. */
  verbose(text: string): void {
    this.line(text, 'VERBOSE', this.config.bool('VERBOSE_TO_STDERR'));
  }

  banner(text: string): void {
    const title = sanitize(text.trim());
    this.line(`\n${title} ${'*'.repeat(Math.max(3, this.#columns - textWidth(title)))}`);
  }

  retryFile(file: string): void {
    this.line(`\tto retry, use: --limit @${sanitize(file)}\n`);
  }

  warning(message: string): void {
    this.#once(`[WARNING]: ${sanitize(message)}`, 'WARN');
  }

  deprecation(message: string): void {
    if (!this.config.bool('DEPRECATION_WARNINGS')) return;
    const text = `[DEPRECATION WARNING]: ${sanitize(message)}`;
    this.#once(text, 'DEPRECATE', wrapText(text, this.#columns, { keepsSpaces: true }));
  }

  error(message: string): void {
    this.line(`ERROR! ${message}`, 'ERROR', true);
  }

  /** Every line on its own, as a log viewer needs it. */
  paint(text: string, tone: Tone): string {
    if (!this.options.color) return text;
    const code = codes[this.config.text(`COLOR_${tone}`) ?? 'normal'] ?? '0';
    return text
      .split('\n')
      .map((line) => `\u001b[${code}m${line}\u001b[0m`)
      .join('\n');
  }

  #once(message: string, tone: Tone, lines = wrapText(message, this.#columns)): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.line(`${lines.join('\n').trim()}\n`, tone, true);
  }

  #stderr(text: string): void {
    (this.options.errors ?? process.stderr).write(text);
  }
}
