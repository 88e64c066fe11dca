import { randomBytes } from 'node:crypto';

import { expect } from 'chai';

import { playText } from './play-text.js';

describe('run: invocation', () => {
  const secret = randomBytes(9).toString('hex');
  const text = `
- hosts: h1
  tasks:
  - {command: echo hi, register: r}
  - {stat: {path: "{{ item }}"}, loop: [/none], register: s}
  - {copy: {content: ${secret}, dest: /none, mode: '0600'}, check_mode: true}
  - {user: {name: root, password: "$6$a$${secret}"}, check_mode: true}
  - debug: {msg: "{{ r.invocation is defined }} {{ s.results[0].invocation is defined }}"}
`;
  const run = async (verbosity: number): Promise<{ said: readonly string[]; told: readonly unknown[] }> => {
    const { events, said } = await playText(text, { verbosity });
    expect(JSON.stringify(events)).to.not.include(secret);
    const told = events.flatMap((event) =>
      (event.type === 'task-result' && !event.looped) || event.type === 'item-result'
        ? [(event.result as Record<string, unknown>)['invocation']]
        : [],
    );
    return { said, told };
  };
  const argsOf = (invocation: unknown): Readonly<Record<string, unknown>> =>
    (invocation as { module_args: Record<string, unknown> }).module_args;

  it('is told from -vvv on, and never registered', async () => {
    const { said, told } = await run(3);
    const [command, stat, copy, user, debug] = told;
    expect(argsOf(command)).to.include({ _raw_params: 'echo hi', chdir: null, strip_empty_ends: true });
    expect(argsOf(stat)).to.include({ path: '/none', get_checksum: true });
    expect(argsOf(copy)).to.include({ content: null, dest: '/none', mode: '0600' });
    expect(argsOf(user)).to.include({ password: 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER', name: 'root' });
    expect(debug).to.equal(undefined);
    expect(said).to.include('h1: False False');
  });

  it('is not told below', async () => {
    expect((await run(2)).told).to.deep.equal([undefined, undefined, undefined, undefined, undefined]);
  });
});
