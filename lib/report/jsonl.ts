import type { Reporter, ReporterOptions } from './reporter.js';

/** `--json`: the event stream itself, one JSON document a line. */
export function createJsonlReporter({ output }: ReporterOptions): Reporter {
  return { onEvent: (event) => output.write(`${JSON.stringify(event)}\n`), close: () => {} };
}
