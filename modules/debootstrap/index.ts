import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, list, path, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'debootstrap',
  collection: 'tsplay',
  summary: 'Makes the root of a Debian or Ubuntu system in a directory',
  notes: ['What is there and whole is left alone; a root that was cut off never gets its final name.'],
  examples: `
- name: The root of the nodes
  debootstrap:
    path: /srv/images/node
    suite: bookworm
    variant: minbase
    include: [openssh-server, systemd-sysv]`,
  args: {
    path: path({ doc: 'The directory; made when it is whole', required: true, aliases: ['dest', 'root'] }),
    suite: text({ doc: "Release, as `bookworm`; default is the host's own" }),
    mirror: text({ doc: "Where packages come from; default is the host's own source" }),
    variant: text({ doc: 'minbase, buildd, … as the tool has them' }),
    include: list(text({}), { doc: 'More packages' }),
    exclude: list(text({}), { doc: 'Packages left out (debootstrap only)' }),
    components: list(text({}), { doc: 'main, contrib, …' }),
    keyring: path({ doc: 'Keys that the release must be signed with' }),
    verify: bool({ doc: 'Check the signature of the release', fallback: true }),
    arch: text({ doc: "Architecture; default is the host's own" }),
    tool: choice(['auto', 'debootstrap', 'mmdebstrap'], { doc: 'What makes it', fallback: 'auto' }),
  },
  returns: {
    path: text({ doc: 'The directory' }),
    created: bool({ doc: 'Was it made now?' }),
    suite: text({ doc: 'Release' }),
    mirror: text({ doc: 'Where packages came from' }),
    tool: text({ doc: 'What made it' }),
  },
  script: scriptBeside(import.meta.url, 'debootstrap.sh'),
  prepare: (args) => ({
    include: (args.include ?? []).join(','),
    exclude: (args.exclude ?? []).join(','),
    components: (args.components ?? []).join(','),
  }),
});
