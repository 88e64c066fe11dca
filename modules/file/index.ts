import { defineModule, fileArgs, fileReturns, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, path, text } from '../../lib/schema/index.js';
import { touchTime } from './touch-time.js';

export const module = defineModule({
  name: 'file',
  summary: 'Manages files, directories, links and their attributes',
  tellsDiff: true,
  examples: `
- name: A directory
  file:
    path: /srv/app
    state: directory
    owner: www-data
    mode: '0750'

- name: A link
  file:
    src: /srv/app/current
    dest: /var/www/app
    state: link

- name: Nothing
  file:
    path: /etc/app.conf.old
    state: absent`,
  args: {
    path: path({ doc: 'The file', required: true, aliases: ['dest', 'name'] }),
    state: choice(['absent', 'directory', 'file', 'hard', 'link', 'touch'], { doc: 'What should be there' }),
    src: path({ doc: 'What a link points to' }),
    recurse: bool({ doc: 'Attributes also of everything below a directory', fallback: false }),
    force: bool({
      doc: 'Make a link although its target is missing or a file is in its place',
      fallback: false,
    }),
    follow: bool({ doc: 'Work on what a link points to', fallback: true }),
    modification_time: text({ doc: "A time, 'preserve' or 'now'" }),
    modification_time_format: text({ doc: 'How modification_time is written', fallback: '%Y%m%d%H%M.%S' }),
    access_time: text({ doc: "A time, 'preserve' or 'now'" }),
    _diff_peek: bool({ doc: 'Accepted for compatibility', fallback: false }),
    access_time_format: text({ doc: 'How access_time is written', fallback: '%Y%m%d%H%M.%S' }),
    ...fileArgs,
  },
  returns: { ...fileReturns, src: text({ doc: 'What the link points to' }) },
  script: scriptBeside(import.meta.url, 'file.sh', 'attributes'),
  prepare: (args) => ({
    modification_time: touchTime(args.modification_time, args.modification_time_format),
    access_time: touchTime(args.access_time, args.access_time_format),
  }),
});
