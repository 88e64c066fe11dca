import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { choice } from '../../lib/schema/index.js';
import { dnfArgs } from '../dnf/args.js';
import { prepareDnf } from '../dnf/prepare.js';
import { dnfResult, dnfReturns } from '../dnf/result.js';

export const module = defineModule({
  name: 'yum',
  summary: 'Installs, upgrades and removes packages with yum, or with dnf where that took its place',
  examples: `
- name: A server of NFS
  yum:
    name: nfs-utils
    state: present`,
  args: {
    ...dnfArgs,
    use_backend: choice(['auto', 'dnf', 'yum', 'yum4'], { doc: 'Which of the two', fallback: 'auto' }),
  },
  returns: dnfReturns,
  script: scriptBeside(new URL('../dnf/index.js', import.meta.url).href, 'dnf.sh', 'collect'),
  prepare: (args) =>
    prepareDnf(
      args,
      args.use_backend === 'auto'
        ? ['dnf', 'dnf-3', 'yum']
        : args.use_backend === 'yum'
          ? ['yum']
          : ['dnf', 'dnf-3'],
    ),
  finish: dnfResult,
});
