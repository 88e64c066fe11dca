import { bool, list, path, raw, text } from '../../lib/schema/index.js';

/** What command, shell and script have in common. */
export const commandArgs = {
  chdir: path({ doc: 'Directory to run in' }),
  creates: path({ doc: 'Do nothing when a file matches this path or glob' }),
  removes: path({ doc: 'Do nothing unless a file matches this path or glob' }),
  executable: path({ doc: 'Shell to run it with' }),
};

export const streamArgs = {
  stdin: raw({
    doc: 'What the command reads on its standard input; without it, nothing (it never hangs on a question)',
  }),
  stdin_add_newline: bool({ doc: 'Put a newline at the end of stdin', fallback: true }),
  strip_empty_ends: bool({ doc: 'Cut empty lines off the ends of stdout and stderr', fallback: true }),
};

export const commandReturns = {
  cmd: raw({ doc: 'What ran: a list of words, for shell a text' }),
  rc: raw({ doc: 'Exit code' }),
  stdout: text({ doc: 'Standard output' }),
  stderr: text({ doc: 'Standard error' }),
  stdout_lines: list(text({}), { doc: 'stdout as lines' }),
  stderr_lines: list(text({}), { doc: 'stderr as lines' }),
  start: text({ doc: 'When it started' }),
  end: text({ doc: 'When it ended' }),
  delta: text({ doc: 'How long it took' }),
};

/** Options that a free-form text may carry as `key=value`; the rest of it is the command. */
export const freeFormOptions = [
  'creates',
  'removes',
  'chdir',
  'executable',
  'warn',
  'stdin',
  'stdin_add_newline',
  'strip_empty_ends',
] as const;
