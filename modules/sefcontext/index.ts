import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, failure, failureOf, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, text } from '../../lib/schema/index.js';

const fileTypes = {
  a: 'all files',
  b: 'block device',
  c: 'character device',
  d: 'directory',
  f: 'regular file',
  l: 'symbolic link',
  p: 'named pipe',
  s: 'socket',
} as const;

const returns = {
  target: text({ doc: 'As asked' }),
  ftype: text({ doc: 'As asked' }),
  setype: text({ doc: 'As asked' }),
  substitute: text({ doc: 'As asked' }),
  state: text({ doc: 'As asked' }),
  seuser: text({ doc: 'With state=present: the user' }),
  serange: text({ doc: 'With state=present: the range' }),
};

export const module = defineModule({
  name: 'sefcontext',
  collection: 'community.general',
  summary: 'Says which SELinux context files have, by their paths',
  notes: [
    'Needs semanage at the host. Files that are there keep their context until `restorecon` is run.',
    'In an image (production phase) the policy is changed for the boot, and none is loaded.',
  ],
  examples: `
- name: The web server may read this tree
  community.general.sefcontext:
    target: '/srv/web(/.*)?'
    setype: httpd_sys_content_t`,
  args: {
    target: text({ doc: 'A pattern for paths', required: true, aliases: ['path'] }),
    ftype: choice(['a', 'b', 'c', 'd', 'f', 'l', 'p', 's'], {
      doc: 'Which files: all, block or character devices, directories, regular files, links, pipes, sockets',
      fallback: 'a',
    }),
    setype: text({ doc: 'The type' }),
    substitute: text({
      doc: 'A path below which files have the contexts that these get',
      aliases: ['equal'],
    }),
    seuser: text({ doc: 'The user; system_u by default, or the one that is there' }),
    selevel: text({ doc: 'The range; s0 by default, or the one that is there', aliases: ['serange'] }),
    state: choice(['absent', 'present'], {
      doc: 'Should it be there? absent without setype and substitute removes both',
      fallback: 'present',
    }),
    reload: bool({ doc: 'Load the policy afterwards', fallback: true }),
    ignore_selinux_state: bool({ doc: 'Also where SELinux is disabled', fallback: false }),
  },
  rules: [
    { kind: 'mutually_exclusive', names: ['setype', 'substitute'] },
    { kind: 'mutually_exclusive', names: ['substitute', 'ftype'] },
    { kind: 'mutually_exclusive', names: ['substitute', 'seuser'] },
    { kind: 'mutually_exclusive', names: ['substitute', 'selevel'] },
    { kind: 'required_if', name: 'state', is: 'present', names: ['setype', 'substitute'], any: true },
  ],
  returns,
  script: scriptBeside(import.meta.url, 'sefcontext.sh', 'selinux'),
  prepare({ target, ftype }) {
    if (/\s/.test(target))
      throw new TsplayError({ code: 'bad-target', message: `the target '${target}' holds a blank` });
    return { file_type: fileTypes[ftype] };
  },
  finish(reply, args) {
    const msg = failureOf(reply);
    if (msg !== undefined) return failure(msg);
    const result = resultOf(reply, returns);
    const { target, ftype, setype = null, substitute = null, state } = args;
    for (const [key, value] of Object.entries({ target, ftype, setype, substitute, state }))
      result.set(key, value);
    if (state === 'present')
      for (const key of ['seuser', 'serange']) if (!result.has(key)) result.set(key, null);
    return result;
  },
});
