import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, resultOf, scriptBeside } from '../../lib/module/index.js';
import { choice, int, list, nested, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'alternatives',
  collection: 'community.general',
  summary: 'Chooses which program stands behind a name (update-alternatives)',
  examples: `
- name: vi is vim
  alternatives:
    name: vi
    path: /usr/bin/vim.basic`,
  args: {
    name: text({ doc: 'The name of the alternative', required: true }),
    path: path({ doc: 'The program', required: true }),
    link: path({ doc: 'The link that leads to it; needed for a new name' }),
    priority: int({ doc: 'The highest is taken in automatic mode; 50 for a new program' }),
    state: choice(['absent', 'auto', 'present', 'selected'], {
      doc: 'present: it is one of them; selected: it is the one; auto: the highest is',
      fallback: 'selected',
    }),
    subcommands: list(
      nested(
        {
          name: text({ doc: 'Its name', required: true }),
          path: path({ doc: 'The file', required: true }),
          link: path({ doc: 'The link that leads to it', required: true }),
        },
        {},
      ),
      { doc: 'Links that follow this one', aliases: ['slaves'] },
    ),
  },
  returns: {},
  script: scriptBeside(import.meta.url, 'alternatives.sh'),
  finish: (reply) => resultOf(reply, {}),
  prepare(args) {
    const subcommands = args.subcommands ?? [];
    const bad = [
      args.name,
      args.path,
      ...subcommands.flatMap((each) => [each.name, each.path, each.link]),
    ].find((word) => /\s/.test(word) || word.startsWith('-'));
    if (bad !== undefined)
      throw new TsplayError({ code: 'bad-name', message: `'${bad}' cannot be part of an alternative` });
    return {
      sets_subcommands: args.subcommands !== undefined,
      subcommands: subcommands.flatMap((each) => [each.link, each.name, each.path]),
      followers: subcommands.map((each) => `${each.name} ${each.path}`),
    };
  },
});
