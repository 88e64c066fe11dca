import { TsplayError } from '../../lib/core/problem.js';
import { parseBool, type ArgsOf } from '../../lib/schema/index.js';
import type { firewallArgs } from './index.js';

type Firewall = ArgsOf<typeof firewallArgs>;

/** One thing of a zone, in the words of firewall-cmd: `--add-KIND=VALUE`. */
export interface Setting {
  readonly kind: string;
  /** Nothing for what is only on or off. */
  readonly value?: string | undefined;
  readonly wanted: boolean;
  /** The argument and its value, as the result tells them. */
  readonly word: string;
}

/** What the arguments ask for; nothing when it is the zone itself. */
export function settingOf(args: Firewall): Setting | undefined {
  const wanted = args.state === 'enabled' || args.state === 'present';
  const named = (kind: string, value: string, word = `${kind} ${value}`): Setting => ({
    kind,
    value,
    wanted,
    word,
  });
  if (args.service !== undefined) return named('service', args.service);
  if (args.port !== undefined) return named('port', portOf(args.port));
  if (args.protocol !== undefined) return named('protocol', args.protocol);
  if (args.source !== undefined) return named('source', args.source);
  if (args.interface !== undefined) return named('interface', args.interface);
  if (args.icmp_block !== undefined) return named('icmp-block', args.icmp_block);
  if (args.rich_rule !== undefined) return named('rich-rule', args.rich_rule, `rich_rule ${args.rich_rule}`);
  if (args.target !== undefined) return named('target', args.target);
  if (args.port_forward !== undefined) return forwardOf(args.port_forward, wanted);
  return switchOf(args, wanted);
}

// `masquerade: false, state: enabled` is the same as `masquerade: true, state: disabled`
function switchOf(
  { masquerade, icmp_block_inversion: inversion }: Firewall,
  wanted: boolean,
): Setting | undefined {
  if (masquerade !== undefined)
    return { kind: 'masquerade', wanted: wanted === parseBool(masquerade), word: 'masquerade' };
  if (inversion !== undefined)
    return {
      kind: 'icmp-block-inversion',
      wanted: wanted === parseBool(inversion),
      word: `icmp-block-inversion ${inversion}`,
    };
  return undefined;
}

function portOf(port: string): string {
  if (!/^[^/]+\/[^/]+$/.test(port.trim())) throw refused('improper port format (missing protocol?)');
  return port.trim();
}

function forwardOf(forwards: NonNullable<Firewall['port_forward']>, wanted: boolean): Setting {
  const [one] = forwards;
  if (one === undefined || forwards.length > 1) throw refused('Only one port forward supported at a time');
  const value = `port=${one.port}:proto=${one.proto}:toport=${one.toport}`;
  const address = one.toaddr === '' ? '' : `:toaddr=${one.toaddr}`;
  return {
    kind: 'forward-port',
    value: value + address,
    wanted,
    word: `port_forward ${value}:toaddr=${one.toaddr}`,
  };
}

const refused = (message: string): TsplayError => new TsplayError({ code: 'bad-firewall', message });
