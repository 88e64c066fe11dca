#!/usr/bin/env node
import { readFileSync } from 'node:fs';

/** `tsplay --version` answers before anything else is loaded. */
export function version(): string {
  const manifest = readFileSync(new URL(manifestPath(), import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

// dist/lib/cli/main.js and lib/cli/main.ts lie at different depths below package.json
function manifestPath(): string {
  return import.meta.url.includes('/dist/lib/cli/') ? '../../../package.json' : '../../package.json';
}

/** What node itself says when nothing is left to wait for and yet no answer came. */
const NEVER_SETTLED = 13;

if (process.argv.length === 3 && (process.argv[2] === '--version' || process.argv[2] === '-V')) {
  process.stdout.write(`tsplay ${version()}\n`);
} else {
  // no await here: node loads a file that has none, as CommonJS, a tenth of its start faster
  process.exitCode = NEVER_SETTLED;
  void import('./command-line.js')
    .then(({ runCommandLine }) => runCommandLine(process.argv.slice(2), version()))
    .then((exitCode) => (process.exitCode = exitCode));
}
