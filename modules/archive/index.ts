import { defineModule, fileArgs, fileReturns, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, list, path, text } from '../../lib/schema/index.js';

const returns = {
  ...fileReturns,
  state: choice(['absent', 'file'], { doc: 'Is it there?' }),
  archived: list(text({}), { doc: 'What was packed' }),
  missing: list(text({}), { doc: 'What was not there' }),
  expanded_paths: list(text({}), { doc: 'What the patterns matched' }),
  expanded_exclude_paths: list(text({}), { doc: 'What is left out' }),
  arcroot: text({ doc: 'The directory that names are relative to' }),
  dest_state: text({ doc: 'archive, compress, incomplete or absent' }),
  size: int({ doc: 'Bytes' }),
};

export const module = defineModule({
  name: 'archive',
  collection: 'community.general',
  summary: 'Packs files of the host into an archive, or compresses one',
  examples: `
- name: Pack a directory
  archive:
    path: /etc
    dest: /var/backups/etc.tar.gz
    exclude_path: [/etc/ssl/private]`,
  notes: [
    'It is changed when what is to be packed differs from what the archive holds (names, sizes, times, modes).',
    "zip needs the program `zip` at the host (and Info-ZIP's `unzip` to see that nothing changed), all others GNU tar and the program of the compression.",
  ],
  args: {
    path: list(path({}), { doc: 'Files and directories, as patterns of the shell too', required: true }),
    dest: path({ doc: 'The archive; by default the path with the ending of the format' }),
    format: choice(['bz2', 'gz', 'tar', 'xz', 'zip'], { doc: 'How it is packed', fallback: 'gz' }),
    exclude_path: list(path({}), { doc: 'What is left out', fallback: [] }),
    exclusion_patterns: list(text({}), { doc: 'Names that are left out, as patterns', fallback: [] }),
    force_archive: bool({ doc: 'An archive also of one single file', fallback: false }),
    remove: bool({ doc: 'The files go when they are packed', fallback: false }),
    ...fileArgs,
  },
  returns,
  script: scriptBeside(import.meta.url, 'archive.sh', 'attributes'),
  finish(reply) {
    const result = resultOf(reply, returns);
    if (result.get('failed') === true) return result;
    for (const name of ['archived', 'missing', 'expanded_paths', 'expanded_exclude_paths'])
      if (!result.has(name)) result.set(name, []);
    return result;
  },
});
