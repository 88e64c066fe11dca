import type { Command } from 'commander';
import type { Terminal } from './command-line.js';

/** Adds a command's arguments, options and action; the action reports its exit code through `exit`. */
export type Declare = (command: Command, terminal: Terminal, exit: (code: number) => void) => void;

interface Entry {
  readonly name: string;
  readonly summary: string;
  /** Loaded only when the command is the one that was typed. */
  readonly load: () => Promise<Declare>;
}

export const commands: readonly Entry[] = [
  {
    name: 'run',
    summary: 'run playbooks (what ansible-playbook does)',
    load: async () => (await import('./commands/run.js')).declareRun,
  },
  {
    name: 'adhoc',
    summary: 'run one task on hosts (what ansible does)',
    load: async () => (await import('./commands/adhoc.js')).declareAdhoc,
  },
  {
    name: 'inventory',
    summary: 'show hosts, groups and variables (what ansible-inventory does)',
    load: async () => (await import('./commands/inventory.js')).declareInventory,
  },
  {
    name: 'vault',
    summary: 'encrypt and decrypt files and variables (what ansible-vault does)',
    load: async () => (await import('./commands/vault.js')).declareVault,
  },
  {
    name: 'doc',
    summary: 'what modules and keywords mean (what ansible-doc does)',
    load: async () => (await import('./commands/doc.js')).declareDoc,
  },
  {
    name: 'pull',
    summary: 'run a playbook from a git repository on this machine (what ansible-pull does)',
    load: async () => (await import('./commands/pull.js')).declarePull,
  },
  {
    name: 'config',
    summary: 'settings and where they come from (what ansible-config does)',
    load: async () => (await import('./commands/config.js')).declareConfig,
  },
  {
    name: 'console',
    summary: 'run tasks on hosts, one after the other, as they are typed (what ansible-console does)',
    load: async () => (await import('./commands/console.js')).declareConsole,
  },
  {
    name: 'image',
    summary: 'golden images: list, check, publish, rollback, diff, gc',
    load: async () => (await import('./commands/image.js')).declareImage,
  },
  {
    name: 'lab',
    summary: 'a virtual cluster on this machine, whose nodes really PXE boot',
    load: async () => (await import('./commands/lab.js')).declareLab,
  },
];
