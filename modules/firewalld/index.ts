import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, list, nested, text } from '../../lib/schema/index.js';
import { settingOf } from './setting-of.js';

const settings = [
  ...['icmp_block', 'icmp_block_inversion', 'service', 'protocol', 'port', 'port_forward', 'rich_rule'],
  ...['interface', 'masquerade', 'source', 'target'],
];

export const firewallArgs = {
  state: choice(['absent', 'disabled', 'enabled', 'present'], {
    doc: 'enabled or disabled; present and absent are for zones (and target)',
    required: true,
  }),
  zone: text({ doc: 'The zone; the default one by default' }),
  permanent: bool({ doc: 'After the next start of firewalld' }),
  immediate: bool({ doc: 'Now; also when permanent is not asked', fallback: false }),
  offline: bool({ doc: 'Change the files when firewalld does not run' }),
  timeout: int({ doc: 'Seconds after which what is not permanent ends', fallback: 0 }),
  service: text({ doc: 'A service of firewalld' }),
  port: text({ doc: 'PORT/PROTOCOL or PORT-PORT/PROTOCOL' }),
  protocol: text({ doc: 'A protocol' }),
  source: text({ doc: 'A source or network' }),
  interface: text({ doc: 'A network interface; it leaves its other zone' }),
  icmp_block: text({ doc: 'A type of ICMP that is blocked' }),
  icmp_block_inversion: text({ doc: 'true: all but the blocked types are blocked' }),
  masquerade: text({ doc: 'true: masquerade; false turns the sense of state' }),
  rich_rule: text({ doc: "A rule in firewalld's rich language" }),
  port_forward: list(
    nested(
      {
        port: text({ doc: 'Port', required: true }),
        proto: choice(['tcp', 'udp'], { doc: 'Protocol', required: true }),
        toport: text({ doc: 'New port', required: true }),
        toaddr: text({ doc: 'New address', fallback: '' }),
      },
      { doc: 'One to forward' },
    ),
    { doc: 'A port that is forwarded; one at a time' },
  ),
  target: choice(['default', 'ACCEPT', 'DROP', '%%REJECT%%'], { doc: 'What the zone does with the rest' }),
} as const;

export const module = defineModule({
  name: 'firewalld',
  collection: 'ansible.posix',
  summary: 'Manages zones of firewalld, now and for good',
  notes: [
    'Works with firewall-cmd, and where firewalld does not run with firewall-offline-cmd.',
    'In an image (production phase) only what is permanent is written.',
  ],
  examples: `
- name: https may come in, now and after the next start
  firewalld:
    service: https
    permanent: true
    immediate: true
    state: enabled`,
  args: firewallArgs,
  rules: [
    { kind: 'mutually_exclusive', names: settings },
    { kind: 'required_by', name: 'interface', names: ['zone'] },
    { kind: 'required_by', name: 'target', names: ['zone'] },
  ],
  returns: { msg: text({ doc: 'What was done' }) },
  script: scriptBeside(import.meta.url, 'firewalld.sh'),
  prepare(args) {
    const setting = settingOf(args);
    if (setting === undefined && !['absent', 'present'].includes(args.state))
      throw refused('state: enabled and disabled need a service, a port or another setting');
    if (setting !== undefined && setting.kind !== 'target' && ['absent', 'present'].includes(args.state))
      throw refused('absent and present state can only be used in zone level operations');
    if (setting === undefined && args.zone === undefined)
      throw refused('state: present and absent need a zone');
    const isZoneLevel = setting === undefined || setting.kind === 'target';
    if (isZoneLevel && (args.permanent !== true || args.immediate))
      throw refused(
        "Zone operations must be permanent. Make sure you didn't set the 'permanent' flag to 'false' or the 'immediate' flag to 'true'.",
      );
    return {
      permanent: args.permanent === true,
      immediate: args.permanent !== true || args.immediate,
      kind: setting?.kind ?? 'zone',
      value: setting?.value,
      wanted: setting === undefined ? args.state === 'present' : setting.wanted,
      word: setting?.word ?? '',
    };
  },
});

const refused = (message: string): TsplayError => new TsplayError({ code: 'bad-firewall', message });
