import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, float, int, nested, path, text } from '../../lib/schema/index.js';
import { describeStat } from './describe-stat.js';

export const module = defineModule({
  name: 'stat',
  summary: 'Tells what is at a path',
  examples: `
- name: What is there?
  stat:
    path: /etc/app.conf
  register: app

- name: It is missing
  debug:
    msg: there is none
  when: not app.stat.exists`,
  args: {
    path: path({ doc: 'The file', required: true, aliases: ['dest', 'name'] }),
    follow: bool({ doc: 'Look at what a link points to', fallback: false }),
    get_checksum: bool({ doc: 'Digest of a regular file', fallback: true }),
    checksum_algorithm: choice(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'], {
      doc: 'Which digest',
      fallback: 'sha1',
      aliases: ['checksum', 'checksum_algo'],
    }),
    get_mime: bool({
      doc: 'Ask `file` for the type',
      fallback: true,
      aliases: ['mime', 'mime_type', 'mime-type'],
    }),
    get_attributes: bool({
      doc: 'Ask lsattr for the flags',
      fallback: true,
      aliases: ['attr', 'attributes'],
    }),
  },
  returns: {
    stat: nested(
      {
        exists: bool({ doc: 'Is there anything? If not, nothing else is told' }),
        path: text({ doc: 'The path looked at' }),
        mode: text({ doc: 'Permissions as four octal digits' }),
        isdir: bool({ doc: 'And ischr, isblk, isreg, isfifo, islnk, issock: the type' }),
        rusr: bool({ doc: 'And wusr, xusr, rgrp … xoth, isuid, isgid: the bits of the mode' }),
        readable: bool({ doc: 'And writeable, executable: for the user the task runs as' }),
        uid: int({ doc: 'And gid, size, inode, dev, nlink, blocks, block_size, device_type' }),
        atime: float({ doc: 'And mtime, ctime: seconds since the epoch' }),
        pw_name: text({ doc: 'Name of the owner' }),
        gr_name: text({ doc: 'Name of the group' }),
        lnk_source: text({ doc: 'Where a link ends, absolute' }),
        lnk_target: text({ doc: 'What a link says' }),
        checksum: text({ doc: 'Digest of the content' }),
        mimetype: text({ doc: 'As `file` has it' }),
        charset: text({ doc: 'As `file` has it' }),
        attr_flags: text({ doc: 'Flags as lsattr shows them; attributes lists their names' }),
      },
      { doc: 'What is there' },
    ),
  },
  script: scriptBeside(import.meta.url, 'stat.sh'),
  finish: (reply) => describeStat(reply),
});
