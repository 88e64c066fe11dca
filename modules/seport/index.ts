import { TsplayError } from '../../lib/core/problem.js';
import { defineModule, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, list, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'seport',
  collection: 'community.general',
  summary: 'Says which SELinux type ports have',
  notes: [
    'Needs semanage at the host. A port with another type gets this one; a port that is part of a range is another entry.',
    'In an image (production phase) the policy is changed for the boot, and none is loaded.',
  ],
  examples: `
- name: sshd may listen on another port
  community.general.seport:
    ports: '2022'
    proto: tcp
    setype: ssh_port_t`,
  args: {
    ports: list(text({}), { doc: 'Ports, or ranges such as 10000-10100', required: true }),
    proto: choice(['tcp', 'udp'], { doc: 'Their protocol', required: true }),
    setype: text({ doc: 'The type', required: true }),
    state: choice(['absent', 'present'], { doc: 'Should they have it?', fallback: 'present' }),
    reload: bool({ doc: 'Load the policy afterwards', fallback: true }),
    ignore_selinux_state: bool({ doc: 'Also where SELinux is disabled', fallback: false }),
    local: bool({ doc: 'Look only at what was set here, not at the policy', fallback: false }),
  },
  returns: {
    ports: list(text({}), { doc: 'As asked' }),
    proto: text({ doc: 'As asked' }),
    setype: text({ doc: 'As asked' }),
    state: text({ doc: 'As asked' }),
  },
  script: scriptBeside(import.meta.url, 'seport.sh', 'selinux'),
  prepare({ ports, setype }) {
    const wrong = ports.find((port) => !isPort(port.trim()));
    if (wrong !== undefined)
      throw new TsplayError({
        code: 'bad-port',
        message: `'${wrong}' is neither a port nor a range of ports`,
      });
    if (!/^\w+$/.test(setype))
      throw new TsplayError({ code: 'bad-type', message: `'${setype}' is no SELinux type` });
    return { ports: [...new Set(ports.map((port) => port.trim()))] };
  },
});

function isPort(text: string): boolean {
  const [low, high = low] = text
    .split('-')
    .map((digits) => (/^\d{1,5}$/.test(digits) ? Number(digits) : NaN));
  return /^\d+(-\d+)?$/.test(text) && low! <= high! && high! <= 65535;
}
