import { stringify } from 'yaml';

type Node = Readonly<Record<string, unknown>>;

/** A playbook that both runners go through in a directory of its own (playground/, copied). */
export interface Case {
  readonly name: string;
  /** The playbook's text. */
  readonly text: string;
  /** It becomes another user. */
  readonly root: boolean;
}

/** A case of plays written as data; `run` holds command-line arguments. */
export function playbookCase(name: string, plays: readonly Node[], run = ''): Case {
  const text = stringify(plays, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false });
  return textCase(name, text, run);
}

export function textCase(name: string, text: string, run = ''): Case {
  return {
    name,
    text: run === '' ? text : `# run: ${run}\n${text}`,
    root: /become|owner|connection:/.test(text),
  };
}
