import { dataOf, defineModule, failure, failureOf, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, int, list, path, text } from '../../lib/schema/index.js';

const returns = {
  before: text({ doc: 'The commit that was checked out before' }),
  after: text({ doc: 'The commit that is checked out now' }),
  remote_url_changed: bool({ doc: 'Had the remote another URL?' }),
};

export const module = defineModule({
  name: 'git',
  summary: 'Keeps a checkout of a git repository',
  examples: `
- name: A checkout of a tag
  ansible.builtin.git:
    repo: https://example.org/app.git
    dest: /srv/app
    version: v1.2
`,
  notes: ['Needs git at the host. Nothing is asked there: a key or password that is missing is a failure.'],
  args: {
    repo: text({ doc: 'URL or path of the repository', required: true, aliases: ['name'] }),
    dest: path({ doc: 'Where the checkout is; not needed to learn with `clone: false` what the remote has' }),
    version: text({ doc: 'A branch, tag or commit', fallback: 'HEAD' }),
    remote: text({ doc: 'Name of the remote', fallback: 'origin' }),
    refspec: text({ doc: 'What to fetch besides branches and tags' }),
    depth: int({ doc: 'Only so many commits' }),
    clone: bool({ doc: 'Clone when it is not there', fallback: true }),
    update: bool({ doc: 'Fetch when it is there', fallback: true }),
    force: bool({ doc: 'Throw local modifications away', fallback: false }),
    bare: bool({ doc: 'Without a work tree', fallback: false }),
    recursive: bool({ doc: 'With submodules', fallback: true }),
    track_submodules: bool({ doc: 'Submodules at the tip of their branch', fallback: false }),
    single_branch: bool({ doc: 'Only the history of the version', fallback: false }),
    reference: text({ doc: 'A repository at the host to take objects from' }),
    separate_git_dir: path({ doc: 'Where the repository itself is' }),
    accept_hostkey: bool({ doc: 'Trust any host key', fallback: false }),
    accept_newhostkey: bool({ doc: 'Trust host keys that are new', fallback: false }),
    key_file: path({ doc: 'Private key at the host' }),
    ssh_opts: text({ doc: 'More options of ssh' }),
    executable: path({ doc: 'The git to use' }),
    umask: text({ doc: 'umask of what git makes, octal' }),
    verify_commit: bool({ doc: 'The commit must have a good signature', fallback: false }),
    gpg_whitelist: list(text({}), {
      doc: 'With verify_commit: fingerprints of the primary keys that may have signed',
      fallback: [],
      aliases: ['gpg_allowlist'],
    }),
    archive: path({ doc: 'Also make an archive (.zip, .tar, .tar.gz) of the version' }),
    archive_prefix: text({ doc: 'Prefix of the names in the archive' }),
  },
  rules: [
    { kind: 'required_if', name: 'clone', is: true, names: ['dest'] },
    { kind: 'mutually_exclusive', names: ['accept_hostkey', 'accept_newhostkey'] },
  ],
  returns,
  script: scriptBeside(import.meta.url, 'git.sh', 'ask'),
  prepare(args) {
    for (const word of [args.repo, args.version, args.remote])
      if (word.startsWith('-')) return failure(`'${word}' is not a repository, version or remote`);
    if (args.archive_prefix !== undefined && args.archive === undefined)
      return failure("missing parameter(s) required by 'archive_prefix': archive");
    return args.depth !== undefined && args.depth < 1 ? { depth: undefined } : {};
  },
  finish(reply) {
    const result = resultOf(reply, returns);
    if (failureOf(reply) !== undefined) return result;
    if (dataOf(reply, 'before') === '') result.set('before', null);
    return result;
  },
});
