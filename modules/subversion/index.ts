import type { Value } from '../../lib/core/value.js';
import { dataOf, defineModule, failure, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, path, raw, text } from '../../lib/schema/index.js';

const returns = {
  before: raw({ doc: 'Revision and URL of the working copy before; in a check, the revision' }),
  after: raw({ doc: 'Revision and URL of the working copy now; in a check, the revision it would have' }),
};

export const module = defineModule({
  name: 'subversion',
  summary: 'Keeps a working copy of a Subversion repository, or exports it',
  examples: `
- name: A working copy
  ansible.builtin.subversion:
    repo: https://example.org/svn/app/trunk
    dest: /srv/app
    revision: '1200'

- name: What the repository has, whether or not it is checked out
  ansible.builtin.subversion:
    repo: https://example.org/svn/app/trunk
    checkout: false
    update: false
`,
  notes: [
    'Needs svn at the host. Nothing is asked there: a password that is missing is a failure.',
    'A password is never an argument of a program: it needs svn 1.10.',
  ],
  args: {
    repo: text({ doc: 'URL of the repository', required: true, aliases: ['name', 'repository'] }),
    dest: path({
      doc: 'Where the working copy is; not needed with none of `checkout`, `update` and `export`',
    }),
    revision: text({ doc: 'The revision', fallback: 'HEAD', aliases: ['rev', 'version'] }),
    force: bool({ doc: 'Throw local modifications away; export over what is there', fallback: false }),
    in_place: bool({ doc: 'Check out over a directory that is no working copy', fallback: false }),
    username: text({ doc: 'Who logs in' }),
    password: text({ doc: 'Password', secret: true }),
    executable: path({ doc: 'The svn to use' }),
    checkout: bool({ doc: 'Check out when it is not there', fallback: true }),
    update: bool({ doc: 'Update when it is there', fallback: true }),
    export: bool({ doc: 'Export instead of checking out', fallback: false }),
    switch: bool({ doc: 'Let a working copy of another URL follow this one', fallback: true }),
    validate_certs: bool({ doc: 'Refuse certificates of unknown authorities', fallback: false }),
  },
  returns,
  script: scriptBeside(import.meta.url, 'subversion.sh', 'ask'),
  prepare(args) {
    if (!args.dest && (args.checkout || args.update || args.export))
      return failure(
        'the destination directory must be specified unless checkout=no, update=no, and export=no',
      );
    for (const word of [args.repo, args.dest ?? '', args.revision])
      if (word.startsWith('-')) return failure(`'${word}' is not a repository, directory or revision`);
    return {};
  },
  finish(reply) {
    const result = resultOf(reply, returns);
    for (const name of ['before', 'after'] as const) {
      const told = dataOf(reply, name);
      if (told !== undefined) result.set(name, shownState(told));
    }
    return result;
  },
});

/** A line for the revision, in earnest another for the URL; nothing where no working copy was. */
function shownState(told: string): Value {
  if (told === '') return null;
  return told.includes('\n') ? told.split('\n') : told;
}
