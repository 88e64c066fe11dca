import { describeModule } from '../../module/index.js';
import type { Documents } from '../../documents.js';
import type { Terminal } from '../command-line.js';
import { connect, hostsOf, set, type State } from './state.js';

export interface Word {
  /** What stands behind it. */
  readonly takes: string;
  readonly summary: string;
  /** Given at least something behind the word, unless that may be left out; the answer is what was wrong. */
  readonly obey: (state: State, rest: string, terminal: Terminal) => string | void;
  readonly mayBeBare?: boolean;
}

/** What can be typed that is no task, but for `help` and `exit`. */
export const words: Readonly<Record<string, Word>> = {
  cd: {
    takes: 'PATTERN',
    summary: 'work on these hosts, as in cd web:!web1; without any, on all',
    mayBeBare: true,
    obey: (state, rest) => {
      const pattern = ['', '/', '*'].includes(rest) ? 'all' : rest;
      if (hostsOf({ ...state, pattern }).length === 0) return `no host matched ${pattern}`;
      state.pattern = pattern;
    },
  },
  list: {
    takes: '[groups]',
    summary: 'the hosts a task goes to, or all groups',
    mayBeBare: true,
    obey: (state, rest, { stdout }) => {
      if (rest !== '' && rest !== 'groups') return `only hosts and groups can be listed, not '${rest}'`;
      const names = rest === 'groups' ? [...state.inventory.groups.keys()] : hostsOf(state);
      stdout.write(names.map((name) => `${name}\n`).join(''));
    },
  },
  forks: number('hosts that work at the same time', 1, (state, forks) => set(state, { forks })),
  verbosity: number('how much is said, as -v to -vvvv', 0, (state, verbosity) => set(state, { verbosity })),
  timeout: number('seconds a task may take, 0 for ever', 0, (state, seconds) => {
    state.taskTimeout = seconds;
  }),
  check: toggle('change nothing; say what would change', (state, check) => set(state, { check })),
  diff: toggle('show what changes in files', (state, diff) => set(state, { diff })),
  become: toggle('run tasks as another user', (state, become) => connect(state, { become })),
  become_user: name('the user to become', (state, becomeUser) => connect(state, { becomeUser })),
  become_method: name('how', (state, becomeMethod) => connect(state, { becomeMethod })),
  remote_user: name('the user to log in as', (state, user) => connect(state, { user })),
};

/** All words; what one word, or a module, means. */
export async function help(topic: string, documents: Documents): Promise<string> {
  if (topic === '') return overview;
  const word = words[topic];
  return word ? `${topic} ${word.takes}: ${word.summary}\n` : describeModule(await documents.find(topic));
}

function number(summary: string, least: number, apply: (state: State, value: number) => void): Word {
  const obey = (state: State, rest: string): string | void => {
    if (!/^\d+$/.test(rest) || Number(rest) < least) return `must be a whole number of at least ${least}`;
    apply(state, Number(rest));
  };
  return { takes: 'NUMBER', summary, obey };
}

function toggle(summary: string, apply: (state: State, value: boolean) => void): Word {
  const obey = (state: State, rest: string): void => apply(state, /^(yes|true|on|1|y|t)$/i.test(rest));
  return { takes: 'yes|no', summary, obey };
}

function name(summary: string, apply: (state: State, value: string) => void): Word {
  return { takes: 'NAME', summary, obey: apply };
}

const overview = [
  ...Object.entries(words).map(([word, { takes, summary }]) => `${word} ${takes}`.padEnd(24) + summary),
  'help [WORD|MODULE]      this, or what a word or a module means',
  'exit                    leave; so does Ctrl-D',
  'MODULE ARGS             run a module',
  'COMMAND, !COMMAND       run anything else in the shell; behind ! also what has the name of a module or a word',
  '',
].join('\n');
