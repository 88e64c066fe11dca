import type { Dict } from '../../lib/core/value.js';
import { defineModule, makeResult } from '../../lib/module/index.js';
import { list, raw, text } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'add_host',
  summary: 'Adds a host, and groups, to the inventory of this run',
  examples: `
- name: A host that was just made takes part from the next play on
  add_host:
    name: node7
    groups: [nodes, fresh]
    ansible_host: 10.0.0.7`,
  args: {
    name: text({
      doc: 'Name of the host, perhaps with :port',
      required: true,
      missing: 'name, host or hostname needs to be provided',
      aliases: ['host', 'hostname'],
    }),
    groups: list(text({}), { doc: 'Groups it belongs to', aliases: ['group', 'groupname'] }),
  },
  open: true,
  runOnce: true,
  returns: { add_host: raw({ doc: 'host_name, groups and host_vars of the new host' }) },
  run(args, _ctx, extra) {
    const [name, port] = splitPort(args.name);
    const vars: Dict = new Map([...extra]);
    if (port !== undefined) vars.set('ansible_ssh_port', port);
    const groups = (args.groups ?? []).map((group) => group.trim()).filter((group) => group !== '');
    const added = makeResult({ host_name: name, groups, host_vars: vars }) as Dict;
    return makeResult({ changed: true, add_host: added });
  },
});

// [2001:db8::1]:22 and host:22 have a port, a bare IPv6 address has none
function splitPort(name: string): [string, number | undefined] {
  const found = /^\[(.+)\]:(\d+)$/.exec(name) ?? /^([^:]+):(\d+)$/.exec(name);
  return found ? [found[1]!, Number(found[2])] : [name, undefined];
}
