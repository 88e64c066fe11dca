import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, text } from '../../lib/schema/index.js';
import { ruleArgs } from './rule-args.js';
import { ruleWords } from './rule-words.js';

export const module = defineModule({
  name: 'iptables',
  summary: 'Manages rules, chains and policies of the running packet filter',
  notes: [
    'Rules live in the kernel until the next boot. In an image (production phase) there is none: the task is refused.',
    'A chain that `chain_management` makes is empty; one with rules in it is not deleted.',
  ],
  examples: `
- name: Answers may come in
  iptables:
    chain: INPUT
    ctstate: [ESTABLISHED, RELATED]
    jump: ACCEPT
- name: ssh may come in
  iptables:
    chain: INPUT
    protocol: tcp
    destination_port: 22
    jump: ACCEPT
    comment: ssh
- name: Nothing else may
  iptables:
    chain: INPUT
    policy: DROP`,
  args: {
    table: choice(['filter', 'nat', 'mangle', 'raw', 'security'], { doc: 'The table', fallback: 'filter' }),
    chain: text({ doc: 'The chain' }),
    chain_management: bool({
      doc: 'Make the chain when it is not there; with absent, delete it',
      fallback: false,
    }),
    state: choice(['absent', 'present'], { doc: 'Should the rule be there?', fallback: 'present' }),
    action: choice(['append', 'insert'], { doc: 'Where a new rule goes', fallback: 'append' }),
    rule_num: text({ doc: 'With insert: before which rule, from 1' }),
    ip_version: choice(['ipv4', 'ipv6'], { doc: 'iptables or ip6tables', fallback: 'ipv4' }),
    policy: choice(['ACCEPT', 'DROP', 'QUEUE', 'RETURN'], { doc: 'What becomes of what no rule decides' }),
    flush: bool({ doc: 'Remove all rules of the chain, or of the table; always changes', fallback: false }),
    wait: text({ doc: 'Seconds to wait for the lock of iptables' }),
    ...ruleArgs,
  },
  rules: [
    { kind: 'mutually_exclusive', names: ['set_dscp_mark', 'set_dscp_mark_class'] },
    { kind: 'mutually_exclusive', names: ['flush', 'policy'] },
    { kind: 'required_together', names: ['match_set', 'match_set_flags'] },
    { kind: 'required_if', name: 'jump', is: 'TEE', names: ['gateway'] },
    { kind: 'required_if', name: 'jump', is: 'tee', names: ['gateway'] },
  ],
  returns: {
    table: text({ doc: 'The table' }),
    chain: text({ doc: 'The chain' }),
    chain_management: bool({ doc: 'As asked' }),
    flush: bool({ doc: 'As asked' }),
    ip_version: text({ doc: 'As asked' }),
    rule: text({ doc: 'The rule in the words of iptables' }),
    state: text({ doc: 'As asked' }),
  },
  script: scriptBeside(import.meta.url, 'iptables.sh', 'collect'),
  prepare(args) {
    const isLogging = args.log_prefix !== undefined || args.log_level !== undefined;
    if (args.chain === undefined && !args.flush)
      throw refused('Either chain or flush parameter must be specified.');
    if (isLogging && args.jump !== undefined && args.jump !== 'LOG')
      throw refused('Logging options can only be used with the LOG jump target.');
    const isRule = !args.flush && args.policy === undefined;
    const words = isRule ? ruleWords({ ...args, jump: args.jump ?? (isLogging ? 'LOG' : undefined) }) : [];
    return {
      rule_words: words,
      rule: [...(isRule && args.wait !== undefined ? ['-w', args.wait] : []), ...words].join(' '),
    };
  },
});

const refused = (message: string): TsplayError => new TsplayError({ code: 'bad-rule', message });
