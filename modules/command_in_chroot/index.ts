import { finishedGeneration } from '../../lib/connect/finished-generation.js';
import { defineModule, expandPaths, failure, scriptBeside } from '../../lib/module/index.js';
import { quoteWord } from '../../lib/remote/quote-word.js';
import { bool, dict, list, path, pythonText, text } from '../../lib/schema/index.js';
import { commandReturns } from '../command/args.js';
import { commandResult } from '../command/command-result.js';
import { wordsOf } from '../command/words-of.js';

const script = scriptBeside(import.meta.url, 'chroot.sh', 'creates');
const rootPath = path({ doc: 'The directory that is the root', required: true, aliases: ['chroot', 'path'] });

export const module = defineModule({
  name: 'command_in_chroot',
  collection: 'tsplay',
  summary: 'Runs a command in a directory tree as in a system of its own',
  notes: [
    '/proc, /sys, /dev and /run are mounted in a namespace that ends with the command: nothing stays mounted and no process stays, also when the run is killed.',
    '/dev has only the harmless nodes; /proc/sys and /sys are read-only.',
  ],
  freeForm: 'cmd',
  examples: `
- name: Packages of a tree that is not running
  command_in_chroot:
    root: /srv/images/node
    cmd: apt-get install -y nfs-common
    network: true`,
  args: {
    root: rootPath,
    cmd: text({ doc: 'The command line, split at spaces as a shell would' }),
    argv: list(text({}), { doc: 'The command as a list of words' }),
    shell: bool({ doc: "Run cmd with the tree's /bin/sh", fallback: false }),
    chdir: text({ doc: 'Directory in the tree to run in' }),
    creates: text({ doc: 'Do nothing when there is this path in the tree' }),
    removes: text({ doc: 'Do nothing unless there is this path in the tree' }),
    environment: dict({
      doc: 'Environment of the command, on top of PATH, HOME, LC_ALL and DEBIAN_FRONTEND',
    }),
    resolv_conf: bool({ doc: "Show the host's resolv.conf in the tree", fallback: true }),
    network: bool({ doc: 'Let it use the network', fallback: true }),
    stdin: text({ doc: 'What the command reads on its standard input' }),
  },
  rules: [
    { kind: 'mutually_exclusive', names: ['cmd', 'argv'] },
    { kind: 'required_one_of', names: ['cmd', 'argv'] },
  ],
  returns: commandReturns,
  async run(args, ctx) {
    const argv = args.argv ?? (args.shell ? ['/bin/sh', '-c', args.cmd!] : wordsOf(args.cmd!));
    if (argv instanceof Map) return argv;
    if (argv.length === 0) return failure('no command given', { rc: 256 });
    const own = [...(args.environment ?? [])].map(
      ([name, value]) => `${pythonText(name)}=${pythonText(value)}`,
    );
    const go = args.chdir === undefined ? [] : ['/bin/sh', '-c', 'cd -- "$0" && exec "$@"', args.chdir];
    const text = `${expandPaths({ root: rootPath }, args)}${finishedGeneration}\n${script.text()}`;
    const reply = await ctx.call(text, {
      root: args.root,
      words: [...settings, ...own, ...go, ...argv].map(quoteWord).join(' '),
      chdir: args.chdir,
      creates: args.creates,
      removes: args.removes,
      resolv_conf: args.resolv_conf,
      network: args.network,
      stdin: args.stdin,
    });
    return commandResult(reply, {
      cmd: args.shell ? args.cmd! : [...argv],
      creates: args.creates,
      removes: args.removes,
      check: ctx.check,
    });
  },
});

const settings = [
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'HOME=/root',
  'LC_ALL=C.UTF-8',
  'DEBIAN_FRONTEND=noninteractive',
  'SYSTEMD_OFFLINE=1',
  'container=tsplay',
];
