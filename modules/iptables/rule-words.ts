import type { ArgsOf } from '../../lib/schema/index.js';
import type { ruleArgs } from './rule-args.js';

type Rule = Partial<ArgsOf<typeof ruleArgs>> & {
  readonly match: readonly string[];
  readonly ctstate: readonly string[];
  readonly ip_version: string;
};

/**
 * The rule as iptables takes it behind the chain; the order is that of Ansible's result `rule`.
 * @example ruleWords({ match: [], ctstate: [], ip_version: 'ipv4', protocol: '!tcp' }) // ['!', '-p', 'tcp']
 */
export const ruleWords = (rule: Rule): string[] => [
  ...word('-p', rule.protocol),
  ...word('-s', rule.source),
  ...word('-d', rule.destination),
  ...rule.match.flatMap((each) => word('-m', each)),
  ...tcpFlags(rule),
  ...word('-j', rule.jump),
  ...(rule.jump?.toLowerCase() === 'tee' ? word('--gateway', rule.gateway) : []),
  ...word('--log-prefix', rule.log_prefix),
  ...word('--log-level', rule.log_level),
  ...word('--to-destination', rule.to_destination),
  ...extension('multiport', many('--dports', rule.destination_ports)),
  ...word('--to-source', rule.to_source),
  ...word('-g', rule.goto),
  ...word('-i', rule.in_interface),
  ...word('-o', rule.out_interface),
  ...fragment(rule.fragment),
  ...(rule.set_counters === undefined ? [] : ['-c', ...rule.set_counters.split(/[\s,]+/)]),
  ...word('--source-port', rule.source_port),
  ...word('--destination-port', rule.destination_port),
  ...word('--to-ports', rule.to_ports),
  ...word('--set-dscp', rule.set_dscp_mark),
  ...word('--set-dscp-class', rule.set_dscp_mark_class),
  ...{ ignore: [], match: ['--syn'], negate: ['!', '--syn'] }[rule.syn ?? 'ignore'],
  ...connectionState(rule),
  ...named(rule, 'iprange', [...word('--src-range', rule.src_range), ...word('--dst-range', rule.dst_range)]),
  ...named(rule, 'set', matchSet(rule)),
  ...extension('limit', [...word('--limit', rule.limit), ...word('--limit-burst', rule.limit_burst)]),
  ...extension('owner', word('--uid-owner', rule.uid_owner)),
  ...extension('owner', word('--gid-owner', rule.gid_owner)),
  ...(rule.jump === undefined && rule.reject_with !== undefined ? ['-j', 'REJECT'] : []),
  ...word('--reject-with', rule.reject_with),
  ...word(rule.ip_version === 'ipv6' ? '--icmpv6-type' : '--icmp-type', rule.icmp_type),
  ...extension('comment', rule.comment === undefined ? [] : ['--comment', rule.comment]),
];

// a `!` before the value goes before the option
function word(option: string, value: string | undefined): string[] {
  if (value === undefined || value === '') return [];
  return value.startsWith('!') ? ['!', option, value.slice(1).trim()] : [option, value];
}

const many = (option: string, values: readonly string[] | undefined): string[] =>
  values === undefined || values.length === 0 ? [] : [option, values.join(',')];

const extension = (name: string, words: readonly string[]): string[] =>
  words.length === 0 ? [] : ['-m', name, ...words];

// an extension that `match` names already is not named again
const named = (rule: Rule, name: string, words: readonly string[]): string[] =>
  rule.match.includes(name) ? [...words] : extension(name, words);

function tcpFlags({ tcp_flags: flags }: Rule): string[] {
  if (flags?.flags === undefined || flags.flags_set === undefined) return [];
  return ['--tcp-flags', flags.flags.join(','), flags.flags_set.join(',')];
}

const fragment = (given: string | undefined): string[] => {
  if (given === undefined || given === '') return [];
  return given.startsWith('!') ? ['!', '-f'] : ['-f'];
};

function connectionState({ match, ctstate }: Rule): string[] {
  if (match.includes('conntrack')) return many('--ctstate', ctstate);
  if (match.includes('state')) return many('--state', ctstate);
  return extension('conntrack', many('--ctstate', ctstate));
}

const matchSet = ({ match_set: set, match_set_flags: flags }: Rule): string[] =>
  set === undefined || flags === undefined ? [] : [...word('--match-set', set), flags];
