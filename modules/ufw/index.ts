import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, list, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'ufw',
  collection: 'community.general',
  summary: 'Manages the firewall by ufw',
  examples: `
- name: Let ssh in
  ufw:
    rule: allow
    port: ssh
- name: Refuse the rest, and switch it on
  ufw:
    state: enabled
    default: deny
    direction: incoming`,
  notes: ['ufw itself says what a rule is; a check asks its --dry-run.'],
  args: {
    state: choice(['disabled', 'enabled', 'reloaded', 'reset'], { doc: 'Of the firewall' }),
    default: choice(['allow', 'deny', 'reject'], {
      doc: 'What happens to what no rule names',
      aliases: ['policy'],
    }),
    direction: choice(['in', 'incoming', 'out', 'outgoing', 'routed'], { doc: 'Of the rule or default' }),
    logging: choice(['full', 'high', 'low', 'medium', 'off', 'on'], { doc: 'How much is logged' }),
    rule: choice(['allow', 'deny', 'limit', 'reject'], { doc: 'What the rule does' }),
    route: bool({ doc: 'The rule is for what is forwarded', fallback: false }),
    delete: bool({ doc: 'The rule goes', fallback: false }),
    insert: int({ doc: 'At which place, from 1' }),
    insert_relative_to: choice(['first-ipv4', 'first-ipv6', 'last-ipv4', 'last-ipv6', 'zero'], {
      doc: 'Only zero is supported: others are refused',
      fallback: 'zero',
    }),
    interface: text({ doc: 'Network interface of the rule', aliases: ['if'] }),
    interface_in: text({ doc: 'Where it comes in', aliases: ['if_in'] }),
    interface_out: text({ doc: 'Where it goes out', aliases: ['if_out'] }),
    log: bool({ doc: 'Log what the rule matches', fallback: false }),
    from_ip: text({ doc: 'Source', fallback: 'any', aliases: ['from', 'src'] }),
    from_port: text({ doc: 'Port of the source' }),
    to_ip: text({ doc: 'Destination', fallback: 'any', aliases: ['dest', 'to'] }),
    to_port: text({ doc: 'Port of the destination', aliases: ['port'] }),
    proto: choice(['ah', 'any', 'esp', 'gre', 'igmp', 'ipv6', 'tcp', 'udp', 'vrrp'], {
      doc: 'Protocol',
      aliases: ['protocol'],
    }),
    name: text({ doc: 'An application profile', aliases: ['app'] }),
    comment: text({ doc: 'Comment of the rule' }),
  },
  rules: [
    { kind: 'required_one_of', names: ['state', 'default', 'rule', 'logging'] },
    { kind: 'mutually_exclusive', names: ['name', 'proto'] },
    { kind: 'mutually_exclusive', names: ['name', 'to_port'] },
    { kind: 'mutually_exclusive', names: ['interface', 'interface_in'] },
    { kind: 'mutually_exclusive', names: ['interface', 'interface_out'] },
    { kind: 'required_by', name: 'interface', names: ['direction'] },
  ],
  returns: {
    commands: list(text({}), { doc: 'The ufw commands of the task' }),
    msg: text({ doc: 'Status of ufw' }),
  },
  script: scriptBeside(import.meta.url, 'ufw.sh', 'collect'),
  prepare(args) {
    if (args.insert_relative_to !== 'zero')
      throw refused(`insert_relative_to: ${args.insert_relative_to} is not supported, only zero`);
    return { rule_words: args.rule === undefined ? [] : ruleWords(args, args.rule) };
  },
});

interface Rule {
  readonly route: boolean;
  readonly delete: boolean;
  readonly insert: number | undefined;
  readonly direction: string | undefined;
  readonly interface: string | undefined;
  readonly interface_in: string | undefined;
  readonly interface_out: string | undefined;
  readonly log: boolean;
  readonly from_ip: string;
  readonly from_port: string | undefined;
  readonly to_ip: string;
  readonly to_port: string | undefined;
  readonly proto: string | undefined;
  readonly name: string | undefined;
  readonly comment: string | undefined;
}

function ruleWords(args: Rule, rule: string): string[] {
  const pair = (word: string, value: string | undefined): string[] =>
    value === undefined ? [] : [word, value];
  const direction = { in: 'in', incoming: 'in', out: 'out', outgoing: 'out' }[args.direction ?? ''];
  return [
    ...(args.route ? ['route'] : []),
    ...(args.delete ? ['delete'] : []),
    ...(args.insert === undefined || args.delete ? [] : ['insert', String(args.insert)]),
    rule,
    ...(direction === undefined ? [] : [direction]),
    ...pair('on', args.interface),
    ...(args.interface_in === undefined ? [] : ['in', 'on', args.interface_in]),
    ...(args.interface_out === undefined ? [] : ['out', 'on', args.interface_out]),
    ...(args.log ? ['log'] : []),
    ...['from', args.from_ip],
    ...pair('port', args.from_port),
    ...['to', args.to_ip],
    ...pair('port', args.to_port),
    ...pair('proto', args.proto),
    ...pair('app', args.name),
    ...(args.delete ? [] : pair('comment', args.comment)),
  ];
}

const refused = (message: string): TsplayError => new TsplayError({ code: 'bad-rule', message });
