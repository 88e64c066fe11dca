export { createAnsibleReporter } from './ansible-default.js';
export { createJsonlReporter } from './jsonl.js';
export type { Output, Reporter, ReporterOptions } from './reporter.js';
export { formatDuration } from './duration.js';
export { sanitize } from './sanitize.js';
export { createMinimalReporter } from './minimal.js';
export { createOnelineReporter } from './oneline.js';
export { createTreeReporter } from './tree.js';
export { createTerminalReporter } from './terminal.js';
