import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Command lines of a command of Ansible's, the files they are asked beside, and what they answered. */
export interface RecordedAnswers {
  readonly tool: string;
  readonly files: Readonly<Record<string, string>>;
  readonly cases: readonly {
    readonly argv: readonly string[];
    readonly stdout?: string;
    readonly code?: number | null;
  }[];
}

export const recordedFile = (name: string): string =>
  path.resolve(import.meta.dirname, `../fixtures/cli/${name}.json`);

export const recordedAnswers = (name: string): RecordedAnswers =>
  JSON.parse(readFileSync(recordedFile(name), 'utf8')) as RecordedAnswers;

/** A file that starts with `#!` may be executed. */
export function placeFiles({ files }: Pick<RecordedAnswers, 'files'>, cwd: string): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(cwd, name)), { recursive: true });
    writeFileSync(path.join(cwd, name), text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
}
