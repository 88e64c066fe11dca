import { quote } from './quote.js';

/**
 * What one shell has been taught. A script is sent and parsed once, as a function; from then on its name does: a
 * shell that reads from a pipe may take it byte by byte (bash), and each parse costs as much as a fork (bash) or a
 * tenth of one (dash).
 */
export class KnownScripts {
  readonly #names = new Map<string, string>();

  /** What the shell has to be told first, if anything, and the command that then runs the script. */
  use(script: string): { readonly define: readonly string[]; readonly run: string } {
    if (script.length < WORTH_IT) return { define: [], run: `eval ${quote(script)}` };
    const known = this.#names.get(script);
    if (known !== undefined) return { define: [], run: known };
    if (this.#names.size >= MOST) return { define: [], run: `eval ${quote(script)}` };
    const name = `ts_script_${this.#names.size + 1}`;
    this.#names.set(script, name);
    return { define: definitionOf(name, script), run: name };
  }
}

/** A name and its function are no smaller than this. */
const WORTH_IT = 200;
/** Each makes the shell larger, and its forks slower. */
const MOST = 64;

/** `command` takes eval's right to end the shell: text that is no script fails in the subshell that runs it. */
const definitionOf = (name: string, script: string): string[] => [
  `${name}_text=${quote(script)}`,
  `if command eval "${name}() {`,
  `$${name}_text`,
  `}" 2>/dev/null; then unset ${name}_text; else ${name}() { eval "$${name}_text"; }; fi`,
];
