import { mergeDicts } from '../../lib/core/merge-dicts.js';
import type { Dict, Value } from '../../lib/core/value.js';
import { defineModule, makeResult, type ModuleContext, type Result } from '../../lib/module/index.js';
import { bool, choice, int, list, path, pythonText, raw, text } from '../../lib/schema/index.js';
import { findVarsFiles } from './find-vars-files.js';
import { readVarsFile } from './read-vars-file.js';

export const module = defineModule({
  name: 'include_vars',
  summary: 'Reads variables from YAML or JSON files of the controller',
  freeForm: 'file',
  examples: `
- name: Variables of the distribution, or of any other
  include_vars: "{{ lookup('first_found', files) }}"
  vars:
    files: ['{{ ansible_facts.distribution }}.yml', default.yml]

- name: All files of a directory, as one variable
  include_vars:
    dir: sites
    name: sites`,
  args: {
    file: path({ doc: 'The file: in vars/ or a path' }),
    dir: path({ doc: 'Directory whose files are read in order of their names' }),
    name: text({ doc: 'Put all variables into a dict of this name' }),
    depth: int({ doc: 'How deep below dir; 0 is all the way', fallback: 0 }),
    files_matching: text({ doc: 'Only files of dir whose name matches this pattern' }),
    ignore_files: list(text({}), { doc: 'Patterns of names of dir that are left out' }),
    extensions: list(text({}), {
      doc: 'Endings of names in dir that are read',
      fallback: ['json', 'yaml', 'yml'],
    }),
    ignore_unknown_extensions: bool({ doc: 'Pass over other endings instead of failing', fallback: false }),
    hash_behaviour: choice(['replace', 'merge'], { doc: 'What happens to dicts of the same name' }),
  },
  rules: [
    {
      kind: 'mutually_exclusive',
      names: ['file', 'dir'],
      says: 'You are mixing file only and dir only arguments, these are incompatible',
    },
  ],
  returns: {
    ansible_facts: raw({ doc: 'The variables' }),
    ansible_included_var_files: list(text({}), { doc: 'The files read' }),
    message: text({ doc: 'Why they cannot be read' }),
  },
  run(args, ctx) {
    const found = findVarsFiles(args, ctx);
    if (typeof found === 'string') return refused(found);
    let facts: Dict = new Map();
    for (const file of found) {
      const vars = readVarsFile(file, ctx);
      if (typeof vars === 'string') return refused(vars);
      facts = new Map([...facts, ...vars]);
    }
    const named: Dict = args.name === undefined ? facts : new Map([[args.name, facts]]);
    const told = args.hash_behaviour === 'merge' ? mergeDicts(knownOf(named, ctx), named) : named;
    return makeResult({ changed: false, ansible_facts: told, ansible_included_var_files: [...found] });
  },
});

/** What the host's variables of these names are so far. */
const knownOf = (named: Dict, ctx: ModuleContext): Dict =>
  new Map(
    [...named.keys()].flatMap((name): [Value, Value][] => {
      const value = ctx.variable(pythonText(name));
      return value === undefined ? [] : [[name, value]];
    }),
  );

const refused = (message: string): Result =>
  makeResult({ failed: true, message, ansible_facts: new Map(), ansible_included_var_files: [] });
